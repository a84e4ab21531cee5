import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './no-late-insert.ts';

const story = () => new Story().acknowledged(0, 110).acknowledged(1, 240).acknowledged(2, 350);

test('proofs behind which nothing comes hold', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
});

test('an event at or below the proof, on the same subscription', () => {
  for (const timestampMicros of [at(190), at(200)]) {
    const finding = examine(guarantee, story(), (record, scene) =>
      record.kind === 'event' && record.id === 1 && scene.observer === 'live' && scene.instance === 'a-1'
        ? { ...record, timestampMicros }
        : record,
    );
    expect(finding.verdict).toBe('FAIL');
  }
});

test('an event below the proof that only the final reads of another node show', () => {
  const finding = examine(guarantee, story().sequenced(1, 195), (record, scene) =>
    record.kind === 'event' &&
    record.timestampMicros === at(195) &&
    (scene.observer === 'live' || scene.instance === 'a-1')
      ? undefined
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
  expect(finding.witnesses[0]?.prose).toContain('nothing more up to');
});

test('an event below a proof that came before any event', () => {
  const early = new Story().acknowledged(0, 340);
  const finding = examine(guarantee, early, (record, scene) =>
    record.kind === 'event' && scene.observer !== 'live' ? { ...record, timestampMicros: at(250) } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('a proof that is late, low, rare or repeated is legal', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'proof' ? [{ ...record, upToMicros: at(1) }, record, record] : record,
  );
  expect(finding.verdict).toBe('PASS');
});

test('a proof on a subscription that begins later says nothing about what lies before its beginning', () => {
  const finding = examine(guarantee, story(), (record, scene) => {
    if (scene.observer !== 'live' || scene.instance !== 'b-1') return record;
    if (record.kind === 'open') return { ...record, fromMicros: at(300) };
    return record.kind === 'event' && record.id < 2 ? undefined : record;
  });
  expect(finding.verdict).toBe('PASS');
});

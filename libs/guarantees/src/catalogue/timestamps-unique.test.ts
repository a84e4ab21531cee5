import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './timestamps-unique.ts';

const story = () =>
  new Story()
    .acknowledged(0, 100)
    .acknowledged(1, 200, { member: 2, envelopes: [{ to: [2], bytes: 9, digest: 9 }] });

test('one event each, at its own time', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
});

test('two requests at one time, shown to different members', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'event' && record.id === 1 ? { ...record, timestampMicros: at(102) } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('two requests at one time, shown to the same member at two nodes', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 0 && scene.instance === 'b-1' ? { ...record, id: 7 } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('two answers with one time, although one event was swallowed', () => {
  const finding = examine(guarantee, story(), (record) => {
    if (record.kind === 'send' && record.id === 1) return { ...record, timestampMicros: at(102) };
    return record.kind === 'event' && record.id === 1 ? undefined : record;
  });
  expect(finding.verdict).toBe('FAIL');
});

test('coarse timestamps far in the future are as good as any', () => {
  const far = examine(guarantee, story(), (record) =>
    record.kind === 'event' ? { ...record, timestampMicros: record.timestampMicros + 1e13 } : record,
  );
  expect(far.witnesses).toEqual([]);
});

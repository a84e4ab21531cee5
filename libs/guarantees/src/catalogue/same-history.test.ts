import type { EventRecord } from '@plimsoll/history/record';
import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './same-history.ts';

const story = () => new Story().acknowledged(0, 100).acknowledged(1, 200).acknowledged(2, 300);

test('the same for everybody holds', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
});

test('other bytes at the same position on another node', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 1 && scene.instance === 'b-1' && record.envelopes.length > 0
      ? { ...record, envelopes: record.envelopes.map((one) => ({ ...one, digest: 7 })) }
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
  expect(finding.witnesses[0]?.prose).toContain('two different events');
});

test('a live stream that leaves out an event', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 1 && scene.observer === 'live' && scene.instance === 'b-1'
      ? undefined
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
  expect(finding.witnesses[0]?.prose).toContain('straight to');
});

test('a node whose final history lacks what the other has, at its very end too', () => {
  for (const id of [0, 1]) {
    const finding = examine(guarantee, story(), (record, scene) =>
      record.kind === 'event' && record.id === id && scene.observer !== 'live' && scene.instance === 'b-1'
        ? undefined
        : record,
    );
    expect(finding.verdict).toBe('FAIL');
  }
});

test('an event that only one node has, between two others', () => {
  const extra = (record: EventRecord): EventRecord => ({
    ...record,
    timestampMicros: record.timestampMicros + 1,
  });
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 1 && scene.observer !== 'live' && scene.instance === 'a-1'
      ? [record, extra(record)]
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('streams that begin late, end early or are closed by the server are no difference', () => {
  const finding = examine(guarantee, story(), (record, scene) => {
    if (scene.observer !== 'live' || scene.instance !== 'b-1') return record;
    if (record.kind === 'open') return { ...record, fromMicros: 1_700_000_000_150_000 };
    return record.kind === 'event' && record.id !== 1 ? undefined : record;
  });
  expect(finding.verdict).toBe('PASS');
});

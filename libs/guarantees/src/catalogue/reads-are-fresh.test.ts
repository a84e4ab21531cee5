import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './reads-are-fresh.ts';

/** Acknowledged 3 ms after it was sequenced; shown live at b-1 so much later. */
const shown = (lateMs: number, timers = {}) => {
  const story = new Story({ endMs: 6000, timers });
  for (let id = 0; id < 40; id += 1) story.acknowledged(id, 100 + id * 50);
  return examine(guarantee, story, (record, scene) =>
    record.kind === 'event' && scene.observer === 'live' && scene.instance === 'b-1'
      ? { ...record, atMicros: record.atMicros + lateMs * 1000 }
      : record,
  ).verdict;
};

test('soon', () => expect(shown(100)).toBe('PASS'));
test('late', () => expect(shown(1800)).toBe('FAIL'));
test('that the node which acknowledged shows it at once says nothing', () => {
  const story = new Story({ endMs: 6000 });
  for (let id = 0; id < 100; id += 1)
    story.acknowledged(id, 100 + id * 40, id % 4 === 0 ? {} : { instance: 'b-1', servedBy: 'b-1' });
  const lateElsewhere = examine(guarantee, story, (record, scene) =>
    record.kind === 'event' && scene.observer === 'live' && scene.instance === 'b-1' && record.id % 4 === 0
      ? { ...record, atMicros: record.atMicros + 1_800_000 }
      : record,
  );
  expect(lateElsewhere.verdict).toBe('FAIL');
});
test('late for the poll interval stated (DM-27)', () => {
  expect(shown(700, { pollMs: 50 })).toBe('FAIL');
  expect(shown(700, { pollMs: 200 })).toBe('PASS');
});

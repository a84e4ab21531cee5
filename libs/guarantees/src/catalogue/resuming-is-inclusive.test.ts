import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './resuming-is-inclusive.ts';

const story = () => new Story().acknowledged(0, 100).acknowledged(1, 200).acknowledged(2, 300);

/** The live stream at b-1 begins at `from` and shows the messages given. */
const resumed = (fromMicros: number, shown: readonly number[]) =>
  examine(guarantee, story(), (record, scene) => {
    if (scene.observer !== 'live' || scene.instance !== 'b-1') return record;
    if (record.kind === 'open') return { ...record, fromMicros };
    return record.kind === 'event' && !shown.includes(record.id) ? undefined : record;
  }).verdict;

test('from an event: that event first', () => expect(resumed(at(202), [1, 2])).toBe('PASS'));
test('from between two events: the next one', () => expect(resumed(at(150), [1, 2])).toBe('PASS'));
test('from beyond the last: nothing shown is no breach', () => expect(resumed(at(900), [])).toBe('PASS'));
test('exclusively (DM-25)', () => expect(resumed(at(202), [2])).toBe('FAIL'));
test('leaving out the next one', () => expect(resumed(at(150), [2])).toBe('FAIL'));
test('below what was asked for', () => expect(resumed(at(203), [1, 2])).toBe('FAIL'));

test('from the beginning, but not at it', () => {
  const finding = examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 0 && scene.instance === 'b-1' && scene.observer === 'first'
      ? undefined
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

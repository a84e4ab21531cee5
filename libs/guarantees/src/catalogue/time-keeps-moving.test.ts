import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './time-keeps-moving.ts';

/** Proofs at b-1 stop, or stand, for this time. */
const moving = (
  [fromMs, toMs]: readonly [number, number],
  how: 'stop' | 'stand' = 'stop',
  story = new Story({ endMs: 9000 }),
) =>
  examine(guarantee, story, (record, scene) => {
    const still = record.kind === 'proof' && record.atMicros > fromMs * 1000 && record.atMicros < toMs * 1000;
    if (!still || scene.instance !== 'b-1') return record;
    return how === 'stop' ? undefined : { ...record, upToMicros: 1_700_000_000_000_000 + fromMs * 1000 };
  }).verdict;

test('on and on, with nothing to write', () => expect(moving([0, 0])).toBe('PASS'));
test('rare proofs are legal', () => expect(moving([2000, 4500])).toBe('PASS'));
test('silence', () => expect(moving([2000, 6000])).toBe('FAIL'));
test('silence to the end', () => expect(moving([5000, 9999])).toBe('FAIL'));
test('the same time over and over (DM-08)', () => expect(moving([2000, 6000], 'stand')).toBe('FAIL'));
test('while a fault is on', () => {
  const story = new Story({ endMs: 9000, trials: [{}] }).fault(0, 2000, 6000, ['a-1']);
  expect(moving([2000, 6000], 'stop', story)).toBe('PASS');
});

import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './writers-resume.ts';

/** A fault from 1 to 2 s; recovery claimed within 0.5 s. */
const after = (down: readonly [number, number], options = {}) =>
  examine(
    guarantee,
    new Story({ trials: [{}], endMs: 9000, ...options })
      .fault(0, 1000, 2000, ['a-1'])
      .probes('write', 'a-1', down)
      .probes('write', 'b-1'),
  ).verdict;

test('back before the heal, or soon after', () => {
  expect(after([1000, 1500])).toBe('PASS');
  expect(after([1000, 2400])).toBe('PASS');
});
test('back too late', () => expect(after([1000, 2800])).toBe('FAIL'));
test('never back', () => expect(after([1000, 9000])).toBe('FAIL'));
test('back, and stopped again without a fault', () => expect(after([4000, 8000])).toBe('FAIL'));
test('a short pause in quiet time is nobody´s fault', () => expect(after([4000, 6000])).toBe('PASS'));
test('a run that ended before the claimed time was over says nothing', () => {
  expect(after([1000, 9000], { endMs: 2300 })).toBe('NOT_TESTED');
});

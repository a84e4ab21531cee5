import { expect, test } from 'vitest';
import { faketime } from './process-clock.ts';

test('the texts that libfaketime takes', () => {
  expect(faketime(0, 1, 5_000)).toBe('+0s x1');
  expect(faketime(30_000, 1, 5_000)).toBe('+30.000000s x1');
  expect(faketime(-1_500, 1, 5_000)).toBe('-1.500000s x1');
});

test('a rate counts from the start of the process, so what it would have gained by now is taken off', () => {
  expect(faketime(0, 1.01, 0)).toBe('+0.000000s x1.01');
  expect(faketime(0, 1.01, 60_000)).toBe('-0.600000s x1.01');
  expect(faketime(1_000, 0.5, 4_000)).toBe('+3.000000s x0.5');
});

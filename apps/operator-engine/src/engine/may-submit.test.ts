import { expect, test } from 'vitest';
import { maySubmit } from './may-submit.ts';

const free = {
  caughtUp: true,
  alarm: undefined,
  notFinal: 3,
  notFinalMax: 4,
  turn: { submit: true, why: '' },
} as const;

test('each obstacle alone is one', () => {
  expect(maySubmit(free)).toBe(true);
  expect(maySubmit({ ...free, caughtUp: false })).toBe(false);
  expect(maySubmit({ ...free, alarm: 'block 3 was final' })).toBe(false);
  expect(maySubmit({ ...free, notFinal: 4 })).toBe(false);
  expect(maySubmit({ ...free, turn: { submit: false, why: '' } })).toBe(false);
});

import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

test('the first operation starts the wait, later ones do not prolong it; what is left over does not wait again', () => {
  const pace = createPace(100);
  expect(pace.dueInMs(0)).toBe(undefined);
  pace.onWork(10);
  pace.onWork(90);
  expect(pace.dueInMs(90)).toBe(20);
  expect(pace.dueInMs(200)).toBe(0);
  pace.onBuilt();
  expect(pace.dueInMs(200)).toBe(undefined);
  pace.onLeftOver(200);
  expect(pace.dueInMs(200)).toBe(0);
});

import { expect, test } from 'vitest';
import { until } from './until.ts';

const never = new AbortController().signal;

test('true as soon as the condition holds', async () => {
  let asked = 0;
  expect(await until(() => (asked += 1) === 3, 5_000, never, 1)).toBe(true);
  expect(asked).toBe(3);
});

test('false when time is up', async () => {
  expect(await until(() => false, 5, never, 1)).toBe(false);
});

test('throws the reason when aborted', async () => {
  const controller = new AbortController();
  const waiting = until(() => false, 60_000, controller.signal, 60_000);
  controller.abort(new Error('stop'));
  await expect(waiting).rejects.toThrow();
});

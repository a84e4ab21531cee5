import { expect, test } from 'vitest';
import { createBell } from './bell.ts';

test('a ring wakes all who wait, and one that nobody waited for the next', async () => {
  const bell = createBell();
  bell.ring();
  await bell.wait(60_000);
  const both = Promise.all([bell.wait(60_000), bell.wait(60_000)]);
  bell.ring();
  await both;
  await bell.wait(1);
  expect(true).toBe(true);
});

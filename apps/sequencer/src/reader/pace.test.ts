import { expect, test } from 'vitest';
import { onePageAtATime } from './pace.ts';

test.each([
  ['reads on at once while more is waiting', true, 0],
  ['waits for a tick once it has read all', false, 1],
])('%s', async (_, more, ticks) => {
  let ticked = 0;
  await onePageAtATime(
    async () => more,
    async () => void (ticked += 1),
  );
  expect(ticked).toBe(ticks);
});

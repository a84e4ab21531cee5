import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { begin, finish } from './background.ts';

const testbed = (): Testbed => ({}) as Testbed;

test('nothing begun, nothing to wait for: a heal after a failed injection is safe', async () => {
  expect(await finish(testbed(), 'storm', true)).toBeUndefined();
});

test('work goes on after it was begun, and is waited for', async () => {
  const bed = testbed();
  let done = false;
  begin(bed, 'storm', async () => {
    await sleep(20);
    done = true;
  });
  expect(done).toBe(false);
  expect(await finish(bed, 'storm', false)).toBeUndefined();
  expect(done).toBe(true);
});

test('work that never ends is told to stop', async () => {
  const bed = testbed();
  begin(bed, 'flap', async (signal) => {
    for (;;) await sleep(5, undefined, { signal });
  });
  expect(await finish(bed, 'flap', true)).toMatchObject({ name: 'AbortError' });
});

test('an error is kept until somebody asks', async () => {
  const bed = testbed();
  begin(bed, 'promotion', () => Promise.reject(new Error('no standby')));
  await sleep(5);
  expect(await finish(bed, 'promotion', false)).toMatchObject({ message: 'no standby' });
});

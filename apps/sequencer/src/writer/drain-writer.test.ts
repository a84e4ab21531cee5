import { expect, test } from 'vitest';
import { drainWriter } from './drain-writer.ts';

test('stops accepting, finishes the queue and leaves, in this order', async () => {
  const steps: string[] = [];
  await drainWriter(
    {
      stopAccepting: () => void steps.push('accepts no more'),
      finishQueue: async () => void steps.push('queue finished'),
      markOffline: async () => steps.push('offline') > 0,
    },
    1000,
  );
  expect(steps).toEqual(['accepts no more', 'queue finished', 'offline']);
});

test('a database that never answers does not hold it up', async () => {
  const never = new Promise<never>(() => undefined);
  const writer = { stopAccepting: () => undefined, finishQueue: async () => undefined };
  await expect(drainWriter({ ...writer, markOffline: () => never }, 20)).resolves.toBeUndefined();
});

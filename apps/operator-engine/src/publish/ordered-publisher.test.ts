import { expect, test } from 'vitest';
import { waitUntil } from '../../testing/wait-until.ts';
import { startPublisher } from './ordered-publisher.ts';
import type { SinkOutcome } from './record-sink.ts';

/** A topic that answers its requests as it is told, then with ok. What is sent in one go is one request. */
function topic(answers: (SinkOutcome | Error)[]) {
  const records: string[] = [];
  let request: SinkOutcome | Error | undefined;
  return {
    records,
    heights: () => records.map((text) => (JSON.parse(text) as { height: number }).height),
    sink: {
      send: ({ value }: { value: string }): Promise<SinkOutcome> => {
        if (request === undefined) queueMicrotask(() => (request = undefined));
        request ??= answers.shift() ?? { outcome: 'ok' };
        if (request instanceof Error) return Promise.reject(request);
        if (request.outcome !== 'fail') records.push(value);
        return Promise.resolve(request);
      },
    },
  };
}

test('in order, none missing, whatever the topic answers; what is there already is skipped', async () => {
  const { heights, sink } = topic([{ outcome: 'fail' }, { outcome: 'info' }, new Error('gone')]);
  let asked = 0;
  let published = 0;
  const publisher = startPublisher<{ height: number }>({
    sink,
    key: 'batches',
    readPublished: () => {
      asked += 1;
      return asked === 1
        ? Promise.reject(new Error('no broker'))
        : Promise.resolve(({ height }) => height <= 2);
    },
    onPublished: () => {
      published += 1;
    },
  });
  for (const height of [1, 2, 3, 4, 5]) publisher.add({ height });
  await waitUntil('all is published', () => publisher.waiting() === 0);
  // The indefinite request may be there twice, and is.
  expect(heights()).toEqual([3, 4, 5, 3, 4, 5]);
  expect(published).toBe(3);
  expect(publisher.oldestMs()).toBe(0);
  await publisher.stop();
});

test('a chunk stays smaller than a request of the producer, whatever waits', async () => {
  const chunks: number[] = [];
  let inChunk = 0;
  const publisher = startPublisher<{ height: number; text: string }>({
    sink: {
      send: () => {
        if (inChunk === 0)
          queueMicrotask(() => {
            chunks.push(inChunk);
            inChunk = 0;
          });
        inChunk += 1;
        return Promise.resolve({ outcome: 'ok' });
      },
    },
    key: 'batches',
    readPublished: () => Promise.resolve(() => false),
    onPublished: () => undefined,
  });
  for (let height = 0; height < 250; height += 1) publisher.add({ height, text: '' });
  for (let height = 0; height < 4; height += 1) publisher.add({ height, text: 'x'.repeat(60_000) });
  publisher.add({ height: 9, text: 'x'.repeat(500_000) });
  await waitUntil('all is published', () => publisher.waiting() === 0);
  expect(chunks).toEqual([100, 100, 52, 2, 1]);
  await publisher.stop();
});

test('it is stuck since the last answer for good, not since the oldest record came', async () => {
  let answer: (outcome: SinkOutcome) => void = () => undefined;
  const publisher = startPublisher<{ height: number }>({
    sink: { send: () => new Promise((resolve) => (answer = resolve)) },
    key: 'batches',
    readPublished: () => Promise.resolve(() => false),
    onPublished: () => undefined,
  });
  publisher.add({ height: 1 });
  const addedAtMs = performance.now();
  await waitUntil('some time passed', () => performance.now() - addedAtMs > 30);
  publisher.add({ height: 2 });
  expect(publisher.oldestMs()).toBeGreaterThan(25);
  answer({ outcome: 'ok' });
  await waitUntil('the first is acknowledged', () => publisher.waiting() === 1);
  expect(publisher.oldestMs()).toBeLessThan(performance.now() - addedAtMs - 25);
  const stopped = publisher.stop();
  answer({ outcome: 'ok' });
  await stopped;
});

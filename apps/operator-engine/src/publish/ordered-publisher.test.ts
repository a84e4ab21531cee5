import { expect, test } from 'vitest';
import { waitUntil } from '../../testing/wait-until.ts';
import { startPublisher } from './ordered-publisher.ts';
import type { SinkOutcome } from './record-sink.ts';

/** A topic that answers as it is told, then with ok. */
function topic(answers: (SinkOutcome | Error)[]) {
  const records: string[] = [];
  return {
    records,
    sink: {
      send: ({ value }: { value: string }): Promise<SinkOutcome> => {
        const answer = answers.shift() ?? { outcome: 'ok' };
        if (answer instanceof Error) return Promise.reject(answer);
        if (answer.outcome !== 'fail') records.push(value);
        return Promise.resolve(answer);
      },
    },
  };
}

test('in order, none missing, whatever the topic answers; what is there already is skipped', async () => {
  const { records, sink } = topic([{ outcome: 'fail' }, { outcome: 'info' }, new Error('gone')]);
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
  // The indefinite one may be there twice, and is.
  expect(records.map((text) => (JSON.parse(text) as { height: number }).height)).toEqual([3, 3, 4, 5]);
  expect(published).toBe(3);
  expect(publisher.oldestMs()).toBe(0);
  await publisher.stop();
});

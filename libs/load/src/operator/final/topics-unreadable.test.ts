import { expect, test } from 'vitest';
import type { ReadableTopic } from '../../client.ts';
import { KafkajsTopics } from './kafkajs-topics.ts';
import { PlatformaticTopics } from './platformatic-topics.ts';

const gone: ReadableTopic = {
  topic: 'pending-operations-x-1',
  name: 'pending-operations',
  partitions: 3,
  // Nothing listens on the lowest port.
  brokers: ['127.0.0.1:1'],
};

test.each([
  ['first', new PlatformaticTopics()],
  ['second', new KafkajsTopics()],
])('the %s observer says soon that no broker answers', { timeout: 30_000 }, async (_, topics) => {
  await expect(topics.read(gone, () => undefined)).rejects.toThrow();
});

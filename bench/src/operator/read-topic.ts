import { readFileSync } from 'node:fs';
import { Kafka, logLevel } from 'kafkajs';

/** What the process is told, as JSON in a file. */
export interface ReadTold {
  readonly topic: string;
  readonly brokers: readonly string[];
  readonly groupId: string;
  readonly records: number;
}

// A measuring process: `read-topic FILE`: reads so many records of a topic from its beginning with kafkajs, as a group of one, and does
// nothing with them. Counted from when the first are there.
const { topic, brokers, groupId, records } = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
) as ReadTold;
const consumer = new Kafka({
  brokers: [...brokers],
  clientId: 'bench',
  logLevel: logLevel.NOTHING,
}).consumer({ groupId, maxBytesPerPartition: 1024 * 1024, maxBytes: 4 * 1024 * 1024 });
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
const done = Promise.withResolvers<void>();
let read = 0;
let first: { readonly at: number; readonly read: number } | undefined;
await consumer.run({
  partitionsConsumedConcurrently: 4,
  eachBatch: ({ batch }) => {
    read += batch.messages.length;
    first ??= { at: performance.now(), read };
    if (read >= records) done.resolve();
    return Promise.resolve();
  },
});
await done.promise;
const from = first ?? { at: Number.NaN, read: 0 };
const perSecond = (read - from.read) / ((performance.now() - from.at) / 1000);
process.stdout.write(`${JSON.stringify({ perSecond })}\n`);
process.exit(0);

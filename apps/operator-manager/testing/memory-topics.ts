import type { Consumer, ConsumerSettings } from '@plimsoll/kafka-client/consumer';
import type { Producer, ProducerSettings } from '@plimsoll/kafka-client/producer';
import type { SendOutcome } from '@plimsoll/kafka-client/send-outcome';

/** Topics in memory, one partition each, in place of brokers: for what a manager makes of them. */
export interface MemoryTopics {
  readonly records: (topic: string) => { key: string; value: Buffer }[];
  /** Puts a record there as another program would. */
  readonly put: (topic: string, value: string) => void;
  /** How sends end from now on; undefined: they are written. */
  sendsEnd: SendOutcome | undefined;
  readonly startProducer: (settings: ProducerSettings) => Producer;
  readonly startConsumer: (settings: ConsumerSettings) => Consumer;
}

/** Makes them. */
export function memoryTopics(): MemoryTopics {
  const topics = new Map<string, { key: string; value: Buffer }[]>();
  const recordsOf = (topic: string) => topics.get(topic) ?? topics.set(topic, []).get(topic) ?? [];
  const commits = new Map<string, number>();
  const all: MemoryTopics = {
    records: recordsOf,
    put: (topic, value) => void recordsOf(topic).push({ key: '', value: Buffer.from(value) }),
    sendsEnd: undefined,
    startProducer: ({ topic }) => ({
      send: ({ key, value }) => {
        if (all.sendsEnd) return Promise.resolve(all.sendsEnd);
        const offset = BigInt(recordsOf(topic).push({ key, value: Buffer.from(value) }) - 1);
        return Promise.resolve({ outcome: 'ok', partition: 0, offset });
      },
      pending: () => 0,
      stuckMs: () => 0,
      close: () => Promise.resolve(),
    }),
    startConsumer: ({ topics: read, groupId, onBatch }) => {
      let busy = false;
      let behind = 0;
      const poll = async (): Promise<void> => {
        if (busy) return;
        busy = true;
        behind = 0;
        for (const topic of read) {
          const at = commits.get(`${groupId} ${topic}`) ?? 0;
          const records = recordsOf(topic)
            .slice(at)
            .map(({ key, value }, n) => ({ key, value, offset: BigInt(at + n) }));
          behind += records.length;
          if (records.length === 0) continue;
          await onBatch({ topic, partition: 0, records });
          commits.set(`${groupId} ${topic}`, at + records.length);
        }
        busy = false;
      };
      const timer = setInterval(() => void poll().catch(() => (busy = false)), 5);
      return {
        state: () => ({
          caughtUp: behind === 0,
          wasCaughtUp: true,
          lag: behind,
          silentMs: 0,
          trouble: undefined,
        }),
        close: () => {
          clearInterval(timer);
          return Promise.resolve();
        },
      };
    },
  };
  return all;
}

import type { Logger } from 'pino';
import type { InBatch } from '@plimsoll/kafka-client/consumer';
import type { Producer } from '@plimsoll/kafka-client/producer';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { Config } from '../config/config.ts';
import type { Intake } from '../intake/intake.ts';
import { hashIn, recordOf, type KnownOperation } from '../intake/known-operation.ts';
import type { ManagerMetrics } from '../metrics/metrics.ts';
import type { ManagerParts } from '../parts.ts';
import type { Steps } from '../start-steps.ts';
import type { RecentHashes } from './recent-hashes.ts';
import { takeRecords } from './take-records.ts';

/** What becomes of the records of pending-operations topics. */
export interface Taking {
  /** The own topic, read back: what a crash or an unknown end left out of database or engine gets there (RG-02). */
  readonly own: (batch: InBatch) => Promise<void>;
  /** The other instances' topics. */
  readonly copied: (batch: InBatch) => Promise<void>;
  readonly onGap: (gap: { topic: string; partition: number; from: bigint; to: bigint }) => void;
  readonly onRestart: (reader: string) => (why: string) => void;
  /** Records that were deleted before they were read. Nothing can bring them back: the instance stays not ready (RG-04). */
  readonly gaps: () => readonly string[];
}

/** Sets up the taking over of records. */
export function startTaking(context: {
  readonly config: Config;
  readonly parts: ManagerParts;
  readonly log: Logger;
  readonly metrics: ManagerMetrics;
  readonly rollup: Hex;
  readonly recent: RecentHashes;
  readonly steps: Steps;
  readonly intake: Intake;
  readonly producer: Producer;
}): Taking {
  const { parts, log, metrics, rollup, recent, steps, intake, producer } = context;
  const gaps: string[] = [];
  const take = async (batch: InBatch): Promise<KnownOperation[]> => {
    const taken = takeRecords(
      batch,
      rollup,
      (hash) => recent.has(hash),
      (poison) => {
        metrics.poison.inc({ topic: poison.topic });
        log.error({ ...poison, offset: String(poison.offset) }, 'a record is no operation: left out');
      },
    );
    if (taken.length > 0) await steps.take(taken);
    metrics.copied.inc({ topic: batch.topic }, taken.length);
    return taken;
  };
  return {
    own: async (batch) => {
      // What is being written right now gets there by itself; its end is awaited, however it ends.
      const writes = batch.records.flatMap(({ value }) => intake.writing(hashIn(value) ?? '0x') ?? []);
      await Promise.allSettled(writes);
      await take(batch);
    },
    copied: async (batch) => {
      for (const known of parts.republish(await take(batch)))
        await producer.send({ key: parts.recordKey(known), value: recordOf(known) });
    },
    onGap: ({ topic, partition, from, to }) => {
      gaps.push(`${topic}/${partition}: ${from} to ${to - 1n} were deleted before they were read`);
      log.fatal({ gap: gaps.at(-1) }, 'records are gone');
    },
    onRestart: (reader) => (why) => {
      metrics.restarts.inc({ reader });
      log.warn({ reader, why }, 'reader starts over');
    },
    gaps: () => gaps,
  };
}

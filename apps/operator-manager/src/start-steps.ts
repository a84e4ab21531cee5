import type { Producer } from '@plimsoll/kafka-client/producer';
import type { Config } from './config/config.ts';
import type { Ask } from './database/open-database.ts';
import type { EngineClient } from './engine/engine-client.ts';
import type { WriteSteps } from './intake/accept-in-order.ts';
import { recordOf, type KnownOperation } from './intake/known-operation.ts';
import { Refusal } from './intake/refusal.ts';
import type { ManagerMetrics } from './metrics/metrics.ts';
import type { ManagerParts } from './parts.ts';
import type { RecentHashes } from './replicate/recent-hashes.ts';
import { startGroupCommit, type GroupCommit } from './store/group-commit.ts';
import { saveOperations } from './store/save-operations.ts';

/** Database and engine as both writes and copies use them. */
export interface Steps extends WriteSteps {
  /** Puts copied operations into database and engine; resolves when both have them all. */
  readonly take: (operations: readonly KnownOperation[]) => Promise<void>;
  readonly saver: GroupCommit<KnownOperation>;
  readonly forwarder: GroupCommit<KnownOperation>;
  readonly close: () => void;
}

/** The steps of a write, in groups: many operations a transaction, many a request to the engine. */
export function startSteps(context: {
  readonly config: Config;
  readonly parts: ManagerParts;
  readonly ask: Ask;
  readonly engine: EngineClient;
  readonly producer: Producer;
  readonly recent: RecentHashes;
  readonly metrics: Pick<ManagerMetrics, 'saves'>;
}): Steps {
  const { config, parts, ask, engine, producer, recent, metrics } = context;
  const saver = startGroupCommit<KnownOperation>(1000, async (group) => {
    await saveOperations(ask, group);
    metrics.saves.inc();
  });
  const forwarder = startGroupCommit<KnownOperation>(500, async (group) => {
    await engine.register(group);
    for (const { hash } of group) recent.add(hash);
  });
  return {
    publish: async (known) => {
      const sent = await producer.send({ key: parts.recordKey(known), value: recordOf(known) });
      const refused = parts.sendRefusal(sent);
      if (refused) throw new Refusal(refused, 'message' in sent ? `own topic: ${sent.message}` : undefined);
    },
    // In the topic already, so no longer to be refused: a database that stays away leaves the caller without an answer.
    save: (known) => withinDeadline(saver.add(known), config.ha.sendDeadlineMs),
    forward: async (known) => {
      const forwarded = forwarder.add(known);
      // An engine that is away gets it when it is back; topic and database keep the promise until then.
      if (forwarder.trouble() !== undefined) return;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, config.engine.waitMs)));
      await Promise.race([forwarded, patience]);
      clearTimeout(timer);
    },
    take: async (operations) => {
      await Promise.all(operations.map((known) => saver.add(known)));
      await Promise.all(operations.map((known) => forwarder.add(known)));
    },
    saver,
    forwarder,
    close: () => {
      saver.close();
      forwarder.close();
    },
  };
}

async function withinDeadline(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Refusal('WRITE_UNCERTAIN', 'the topic has the operation, the own database does not answer'),
        ),
      limitMs,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

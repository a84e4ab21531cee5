import type { Consumer, InBatch } from '@plimsoll/kafka-client/consumer';
import type { Config } from '../config/config.ts';
import type { ManagerParts } from '../parts.ts';

/** The readers of the other instances' topics, one for each cluster. */
export interface Copying {
  readonly state: () => readonly {
    readonly topics: string;
    readonly behind: boolean;
    readonly unreachable: boolean;
  }[];
  readonly close: () => Promise<void>;
}

/** How long a cluster that does not answer keeps a starting instance from being ready: a lost site must not for ever. */
const patienceMs = 8000;

/** Starts copying; see ManagerParts for the rules. Offsets are committed when `onBatch` is done (RG-04). */
export function startCopying(
  config: Config,
  parts: Pick<ManagerParts, 'topicsToCopy' | 'startConsumer'>,
  handlers: {
    readonly onBatch: (batch: InBatch) => Promise<void>;
    readonly onGap: (gap: { topic: string; partition: number; from: bigint; to: bigint }) => void;
    readonly onRestart: (why: string) => void;
  },
): Copying {
  const startedAtMs = performance.now();
  const clusters = Map.groupBy(parts.topicsToCopy(config), ({ brokers }) => brokers.toSorted().join(','));
  const readers = [...clusters.values()].map((copies): { topics: string; consumer: Consumer } => {
    const topics = copies.map(({ topic }) => topic);
    const address = { brokers: copies[0]?.brokers ?? [], clientId: config.instance };
    return {
      topics: topics.join(', '),
      consumer: parts.startConsumer({
        address,
        groupId: config.ha.consumerGroup,
        sessionMs: config.ha.sessionMs,
        topics,
        ...handlers,
      }),
    };
  });
  return {
    state: () =>
      readers.map(({ topics, consumer }) => {
        const { caughtUp, lag, silentMs } = consumer.state();
        const unreachable = silentMs > 7000;
        const starting = performance.now() - startedAtMs < patienceMs;
        return { topics, unreachable, behind: unreachable ? starting : !caughtUp && lag > lagMax };
      }),
    close: async () => {
      await Promise.all(readers.map(({ consumer }) => consumer.close()));
    },
  };
}

/** Records that a reader under load is always behind by; more than that is being behind. */
const lagMax = 5000;

import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaAddress } from './open-kafka.ts';
import { openReading, type Reading } from './reading.ts';

/** A record as read. */
export interface InRecord {
  readonly key: string;
  readonly value: Buffer;
  readonly offset: bigint;
}

/** Consecutive records of one partition. */
export interface InBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly InRecord[];
}

/** What to read, and with which patience. */
export interface ConsumerSettings {
  readonly address: KafkaAddress;
  /** Carries the offsets: never changed, and of this instance alone (RG-04). */
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Has the records for good once it resolves; only then is their offset committed. Called again with the same ones after a failure. */
  readonly onBatch: (batch: InBatch) => Promise<void>;
  /** Records were deleted before they could be read: nothing can bring them back. */
  readonly onGap: (gap: { topic: string; partition: number; from: bigint; to: bigint }) => void;
  /** Reading ended with an error and starts again. */
  readonly onRestart?: ((why: string) => void) | undefined;
  /** No answer of a broker for this long: the client is discarded. Default 6000. */
  readonly stallMs?: number;
  /** Session of the group: 6000 is the least that brokers allow by default. */
  readonly sessionMs?: number;
}

/** How reading stands. */
export interface ConsumerState {
  /** Everything that was there at the last start has been handed over, and brokers answer. */
  readonly caughtUp: boolean;
  /** Records known to be there and not yet handed over. */
  readonly lag: number;
  /** Whether it was caught up once since it was started. */
  readonly wasCaughtUp: boolean;
  /** Since the last answer of a broker, whatever was started anew since, milliseconds; Infinity before the first. */
  readonly silentMs: number;
  /** Why the last reading ended, while there is no new one. */
  readonly trouble: string | undefined;
}

/** Reads topics for as long as it runs. */
export interface Consumer {
  readonly state: () => ConsumerState;
  readonly close: () => Promise<void>;
}

/**
 * Starts reading. kafkajs by itself stops without a word after some errors (K8), stalls when a broker restarts (K9) and
 * waits for a silent leader (K4): so a watch over its answers throws the whole client away and starts another.
 */
export function startConsumer(settings: ConsumerSettings): Consumer {
  const stop = new AbortController();
  let reading: Reading | undefined;
  let trouble: string | undefined = 'not started yet';
  let leaving = false;
  let wasCaughtUp = false;
  let answeredAtMs = -Infinity;

  const run = async (): Promise<void> => {
    for (let backoffMs = 50; !stop.signal.aborted; backoffMs = Math.min(1000, backoffMs * 2)) {
      try {
        reading = await openReading(settings, stop.signal);
        trouble = undefined;
        const beganAtMs = performance.now();
        await reading.ended;
        if (performance.now() - beganAtMs > 10_000) backoffMs = 50;
      } catch (error) {
        if (stop.signal.aborted || leaving) break;
        trouble = (error as Error).message;
        settings.onRestart?.(trouble);
      }
      answeredAtMs = reading?.answeredAtMs() ?? answeredAtMs;
      reading?.cut();
      reading = undefined;
      await sleep(backoffMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    state: () => {
      answeredAtMs = reading?.answeredAtMs() ?? answeredAtMs;
      const silentMs = performance.now() - answeredAtMs;
      const lag = reading?.lag() ?? 0;
      const answers = silentMs <= (settings.stallMs ?? 6000);
      const caughtUp = answers && (reading?.caughtUp() ?? false);
      wasCaughtUp ||= caughtUp;
      return { caughtUp, wasCaughtUp, lag, silentMs, trouble };
    },
    close: async () => {
      const last = reading;
      leaving = true;
      await last?.leave();
      stop.abort();
      last?.cut();
      await running;
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordSink, SinkOutcome } from './record-sink.ts';

/** Records of one topic, in order, none missing. */
export interface OrderedPublisher<Value extends object> {
  readonly add: (value: Value) => void;
  /** Records that Kafka has not acknowledged yet. */
  readonly waiting: () => number;
  /** How long the first of them, or the topic itself, has been waited for, milliseconds; 0 when nothing is. */
  readonly oldestMs: () => number;
  /** Why the last attempt failed, while it is being repeated. */
  readonly trouble: () => string | undefined;
  /** Ends after the record in flight; what waits is published after the next start. */
  readonly stop: () => Promise<void>;
}

/** What a publisher works with. */
export interface PublisherOptions<Value extends object> {
  readonly sink: RecordSink;
  /** The same for all records: one partition keeps one order. */
  readonly key: string;
  /** Asked at the start, until it succeeds: what need not be published, since it is there from an earlier life. Shows that the topic is there. */
  readonly readPublished: () => Promise<(value: Value) => boolean>;
  /** Called for every record that was acknowledged. */
  readonly onPublished: () => void;
}

/**
 * Publishes one record after the other and repeats each until it is acknowledged: what may be there already is sent
 * again, since twice is allowed and never is not (RG-13).
 */
export function startPublisher<Value extends object>(
  options: PublisherOptions<Value>,
): OrderedPublisher<Value> {
  const { sink, key, readPublished, onPublished } = options;
  const queue: { readonly value: Value; readonly sinceMs: number }[] = [];
  let isPublished: ((value: Value) => boolean) | undefined;
  const stopping = new AbortController();
  let trouble: string | undefined;
  let wake: () => void = () => undefined;

  const startedAtMs = performance.now();

  const publish = async (value: Value | undefined): Promise<SinkOutcome> => {
    isPublished ??= await readPublished();
    if (value === undefined || isPublished(value)) return { outcome: 'ok' };
    const outcome = await sink.send({ key, value: JSON.stringify(value) });
    if (outcome.outcome === 'ok') onPublished();
    return outcome;
  };

  const run = async (): Promise<void> => {
    let backoffMs = 50;
    while (!stopping.signal.aborted) {
      const first = queue[0];
      if (!first && isPublished) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const outcome = await publish(first?.value).catch((error: unknown) => ({
        outcome: 'info' as const,
        message: (error as Error).message,
      }));
      if (outcome.outcome === 'ok') {
        if (first) queue.shift();
        trouble = undefined;
        backoffMs = 50;
        continue;
      }
      trouble = outcome.message ?? outcome.outcome;
      await sleep(backoffMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      backoffMs = Math.min(1000, backoffMs * 2);
    }
  };
  const running = run();

  return {
    add: (value) => {
      queue.push({ value, sinceMs: performance.now() });
      wake();
    },
    waiting: () => queue.length,
    oldestMs: () => {
      const sinceMs = isPublished ? queue[0]?.sinceMs : startedAtMs;
      return sinceMs === undefined ? 0 : performance.now() - sinceMs;
    },
    trouble: () => trouble,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}

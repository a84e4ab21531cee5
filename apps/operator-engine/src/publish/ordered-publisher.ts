import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordSink } from './record-sink.ts';

/** Records of one topic, in order, none missing. */
export interface OrderedPublisher<Value extends object> {
  readonly add: (value: Value) => void;
  /** Records that Kafka has not acknowledged yet. */
  readonly waiting: () => number;
  /** How long the topic, or the next acknowledgement of a record that waits, has been waited for, milliseconds; 0 when nothing is. */
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

/** So much goes at once at most: less than a producer puts into one request, which arrives whole or not at all. */
const chunkRecords = 100;
const chunkCharacters = 128 * 1024;

/**
 * Publishes chunk after chunk and repeats each until it is acknowledged: what may be there already is sent
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
  /** When the topic last answered for good. */
  let progressAtMs = performance.now();

  const done = (count: number): void => {
    queue.splice(0, count);
    progressAtMs = performance.now();
  };

  /** Takes what is there already off the queue, and returns the next chunk as text. */
  const next = (published: (value: Value) => boolean): string[] => {
    const fresh = queue.findIndex(({ value }) => !published(value));
    if (fresh !== 0) done(fresh < 0 ? queue.length : fresh);
    const texts: string[] = [];
    let characters = 0;
    for (const { value } of queue) {
      if (published(value)) break;
      const text = JSON.stringify(value);
      characters += text.length;
      if (texts.length > 0 && (texts.length >= chunkRecords || characters > chunkCharacters)) break;
      texts.push(text);
    }
    return texts;
  };

  /** Publishes what is at the head of the queue. Returns why it did not succeed. */
  const publish = async (): Promise<string | undefined> => {
    if (!isPublished) {
      isPublished = await readPublished();
      progressAtMs = performance.now();
    }
    const texts = next(isPublished);
    const outcomes = await Promise.all(texts.map((value) => sink.send({ key, value })));
    const wrong = outcomes.findIndex(({ outcome }) => outcome !== 'ok');
    const good = wrong < 0 ? outcomes.length : wrong;
    for (let count = 0; count < good; count += 1) onPublished();
    if (good > 0) done(good);
    return wrong < 0 ? undefined : (outcomes[wrong]?.message ?? outcomes[wrong]?.outcome);
  };

  const run = async (): Promise<void> => {
    let backoffMs = 50;
    while (!stopping.signal.aborted) {
      if (queue.length === 0 && isPublished) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      trouble = await publish().catch((error: unknown) => (error as Error).message);
      if (trouble === undefined) {
        backoffMs = 50;
        continue;
      }
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
      const sinceMs = isPublished ? queue[0]?.sinceMs : progressAtMs;
      return sinceMs === undefined ? 0 : performance.now() - Math.max(sinceMs, progressAtMs);
    },
    trouble: () => trouble,
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
}

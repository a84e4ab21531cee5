import type { Testbed } from '@plimsoll/testbed/testbed';

/** Work of an injector that goes on after the moment of the fault: a storm, a flap, a promotion. */
interface Work {
  readonly stop: AbortController;
  readonly done: Promise<Error | undefined>;
}

const running = new WeakMap<Testbed, Map<string, Work>>();

/**
 * Starts `work` and returns at once, so that the moment a fault is applied is its true moment. One work a key.
 * The signal tells it to stop; its error is kept for `finish`.
 */
export function begin(testbed: Testbed, key: string, work: (signal: AbortSignal) => Promise<void>): void {
  const stop = new AbortController();
  const done = work(stop.signal).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  const works = running.get(testbed) ?? new Map<string, Work>();
  running.set(testbed, works.set(key, { stop, done }));
}

/**
 * Resolves when the work of that key has ended, with its error if it failed; `stopNow` tells it to stop first.
 * Undefined too when there was no such work, so that a heal after a failed injection is safe.
 */
export async function finish(testbed: Testbed, key: string, stopNow: boolean): Promise<Error | undefined> {
  const work = running.get(testbed)?.get(key);
  if (work === undefined) return undefined;
  if (stopNow) work.stop.abort();
  return work.done;
}

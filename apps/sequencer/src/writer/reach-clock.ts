import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves when the clock reads at least `targetMicros`, with the reading, above which this writer's first
 * timestamp will lie; rejects when stopped.
 */
export type ReachClock = (
  targetMicros: number,
  nowMicros: () => number,
  signal: AbortSignal,
) => Promise<number>;

/**
 * Waits until the own clock has reached the online watermark, so that nothing is sequenced below what readers
 * have passed (DG-08). The clock may be stepped meanwhile, so it is read again every few milliseconds.
 */
export const reachClock: ReachClock = async (targetMicros, nowMicros, signal) => {
  for (;;) {
    const readMicros = nowMicros();
    const missingMs = (targetMicros - readMicros) / 1000;
    if (missingMs <= 0) return readMicros;
    await sleep(Math.min(Math.ceil(missingMs), 20), undefined, { signal });
  }
};

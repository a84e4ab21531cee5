import { request } from 'undici';
import type { Instance } from '@plimsoll/testbed/testbed';

/** A clock as read inside a process, against true time. */
export interface ClockReading {
  /** Milliseconds that the clock is ahead of true time (negative: behind). */
  readonly aheadMs: number;
  /** Half the time the reading took: it cannot be more wrong than that. */
  readonly errorMs: number;
  /** On the true, monotonic clock of the harness. */
  readonly atMs: number;
}

/**
 * Reads a process's wall clock from the inside, through `nowMicros` of its health body, at its home address.
 * The harness itself is outside libfaketime's reach, so that its clock is the true one (HS-04).
 */
export async function readInsideClock(instance: Instance): Promise<ClockReading> {
  const { host, port } = instance.addressFrom(instance.site, 'api');
  return readClock(async () => {
    const reply = await request(`http://${host}:${port}/health`, {
      headersTimeout: 2_000,
      bodyTimeout: 2_000,
      reset: true,
    });
    const { nowMicros } = (await reply.body.json()) as { nowMicros?: number };
    if (nowMicros === undefined) throw new Error(`the health body of ${instance.name} carries no nowMicros`);
    return nowMicros;
  });
}

/** Compares a clock with the true one: the moment of the reading is taken as the middle of the call. */
export async function readClock(nowMicros: () => Promise<number>): Promise<ClockReading> {
  const beforeMs = Date.now();
  const inside = (await nowMicros()) / 1_000;
  const afterMs = Date.now();
  return {
    aheadMs: inside - (beforeMs + afterMs) / 2,
    errorMs: (afterMs - beforeMs) / 2,
    atMs: performance.now(),
  };
}

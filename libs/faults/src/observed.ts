import { setTimeout as sleep } from 'node:timers/promises';
import type { Observation } from './fault.ts';

/**
 * Looks again and again until something is seen or `withinMs` passed; gives the last look. A look that throws
 * counts as not seen, with the error as its words: a probe that cannot look has seen nothing.
 */
export async function observed(
  withinMs: number,
  signal: AbortSignal,
  look: () => Promise<Observation> | Observation,
): Promise<Observation> {
  const end = performance.now() + withinMs;
  for (;;) {
    let last: Observation;
    try {
      last = await look();
    } catch (error) {
      last = { seen: false, words: `the probe failed: ${(error as Error).message}` };
    }
    if (last.seen || signal.aborted || performance.now() >= end) return last;
    await sleep(25);
  }
}

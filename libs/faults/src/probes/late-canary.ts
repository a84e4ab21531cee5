import type { Link } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';
import { canaryShows } from './canary.ts';

/**
 * Seen when three canaries in a row are missing after half the latency and one arrives when given ten times as
 * long: late, not lost. Three, so that a moment's load on this machine is not taken for the fault.
 */
export async function canaryIsLate(link: Link, latencyMs: number): Promise<Observation> {
  for (let tries = 0; tries < 3; tries += 1) {
    const early = await canaryShows(link, { forth: false, back: false }, Math.round(latencyMs / 2));
    if (!early.seen) return early;
  }
  return canaryShows(link, { connected: true, forth: true, back: true }, latencyMs * 10);
}

/** Seen when a canary arrives both ways in less than half the latency. */
export function canaryIsPrompt(link: Link, latencyMs: number): Promise<Observation> {
  return canaryShows(link, { connected: true, forth: true, back: true }, Math.round(latencyMs / 2));
}

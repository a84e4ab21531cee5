import type { Link } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';
import { canaryShows } from './canary.ts';
import { whileAwake } from './held-up.ts';

/** Looks in a row that must show it, so that a moment's load on this machine is not taken for the fault. */
const looks = 3;

/**
 * Seen when three canaries in a row arrive, and not one byte of them sooner than after half the latency: late, not
 * lost. What arrives sooner is no question of load; what arrives late is, if this very process was held up meanwhile.
 */
export async function canaryIsLate(link: Link, latencyMs: number): Promise<Observation> {
  let words = '';
  for (let look = 0; look < looks; look += 1) {
    const withinMs = latencyMs * 10;
    const { result: got, heldUpMs } = await whileAwake(() => link.canary(withinMs));
    const soonestMs = got.soonestMs ?? Number.POSITIVE_INFINITY;
    if (!got.forth || !got.back || !got.connected) {
      return {
        seen: false,
        words: `a canary was lost on link ${link.from}-${link.to} within ${withinMs} ms`,
      };
    }
    words = `canary ${link.from}-${link.to} took ${soonestMs.toFixed(0)} ms and more`;
    if (soonestMs < latencyMs / 2) return { seen: false, words };
    if (soonestMs - heldUpMs < latencyMs / 2) {
      return { seen: false, words: `${words}, the probe itself was held up for ${heldUpMs} ms` };
    }
  }
  return { seen: true, words };
}

/** Seen when a canary arrives both ways in less than half the latency. */
export function canaryIsPrompt(link: Link, latencyMs: number): Promise<Observation> {
  return canaryShows(link, { connected: true, forth: true, back: true }, Math.round(latencyMs / 2));
}

import type { Link } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';
import { wasAwake, whileAwake } from './held-up.ts';

/** What canary bytes are expected to do on a link. */
export interface CanaryExpectation {
  /** Left out: it does not matter whether the connection itself can be made. */
  readonly connected?: boolean;
  readonly forth: boolean;
  readonly back: boolean;
}

/**
 * Sends canary bytes over the link's own data path and compares what arrived within `withinMs` with what should. Where
 * something should be lost and this very process was held up, it looks again for twice as long, a few times: a silence
 * counts only if the probe was awake.
 */
export async function canaryShows(
  link: Link,
  expected: CanaryExpectation,
  withinMs: number,
): Promise<Observation> {
  const mayDouble = !(expected.forth && expected.back);
  for (let waitMs = withinMs; ; waitMs *= 2) {
    const { result: got, heldUpMs } = await whileAwake(() => link.canary(waitMs));
    const seen =
      got.forth === expected.forth &&
      got.back === expected.back &&
      (expected.connected === undefined || got.connected === expected.connected);
    if (seen && mayDouble && !wasAwake(heldUpMs, waitMs)) {
      if (waitMs < 8 * withinMs) continue;
      return { seen: false, words: `the probe itself was held up for ${heldUpMs} of ${waitMs} ms` };
    }
    const arrived = (yes: boolean): string => (yes ? 'arrived' : 'lost');
    return {
      seen,
      words:
        `canary ${link.from}>${link.to} ${arrived(got.forth)}, ${link.to}>${link.from} ${arrived(got.back)} ` +
        `within ${waitMs} ms, connection ${got.connected ? 'made' : 'refused'}`,
    };
  }
}

/** Seen when canary bytes arrive both ways again. */
export function linkIsWhole(link: Link): Promise<Observation> {
  return canaryShows(link, { connected: true, forth: true, back: true }, 3_000);
}

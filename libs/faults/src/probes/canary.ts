import type { Link } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';

/** What canary bytes are expected to do on a link. */
export interface CanaryExpectation {
  /** Left out: it does not matter whether the connection itself can be made. */
  readonly connected?: boolean;
  readonly forth: boolean;
  readonly back: boolean;
}

/** Sends canary bytes over the link's own data path and compares what arrived within `withinMs` with what should. */
export async function canaryShows(
  link: Link,
  expected: CanaryExpectation,
  withinMs: number,
): Promise<Observation> {
  const got = await link.canary(withinMs);
  const seen =
    got.forth === expected.forth &&
    got.back === expected.back &&
    (expected.connected === undefined || got.connected === expected.connected);
  const arrived = (yes: boolean): string => (yes ? 'arrived' : 'lost');
  return {
    seen,
    words:
      `canary ${link.from}>${link.to} ${arrived(got.forth)}, ${link.to}>${link.from} ${arrived(got.back)} ` +
      `within ${withinMs} ms, connection ${got.connected ? 'made' : 'refused'}`,
  };
}

/** Seen when canary bytes arrive both ways again. */
export function linkIsWhole(link: Link): Promise<Observation> {
  return canaryShows(link, { connected: true, forth: true, back: true }, 1_000);
}

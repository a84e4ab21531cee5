import type { Direction, Link, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';
import { touchedBySite } from './sites.ts';

const none = { notAvailable: 'there is one site only, so no link' } as const;

/** One target for each pair of sites: `link:a-b`. */
export function linkTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  const targets = pairs(testbed).map(([from, to]) => ({
    name: `link:${from}-${to}`,
    touches: touchedBySite(testbed, farSide(testbed, from, to)),
  }));
  return targets.length > 0 ? targets : none;
}

/** Two targets for each pair of sites: `link:a>b` for the bytes from a to b, `link:b>a` for those back. */
export function oneWayTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  const targets = pairs(testbed).flatMap(([from, to]) =>
    [`link:${from}>${to}`, `link:${to}>${from}`].map((name) => ({
      name,
      touches: touchedBySite(testbed, farSide(testbed, from, to)),
    })),
  );
  return targets.length > 0 ? targets : none;
}

/** The link a target names, and the direction of bytes meant: `both`, or `forth` when the name has a `>`. */
export function linkOf(
  testbed: Testbed,
  target: Target,
): { readonly link: Link; readonly direction: Direction } {
  const found = /^link:(.+)([->])(.+)$/.exec(target.name);
  const [, from, separator, to] = found ?? [];
  if (from === undefined || to === undefined) throw new Error(`${target.name} names no link`);
  return { link: testbed.link(from, to), direction: separator === '>' ? 'forth' : 'both' };
}

function pairs(testbed: Testbed): readonly (readonly [string, string])[] {
  return testbed.sites.flatMap((from, index) =>
    testbed.sites.slice(index + 1).map((to) => [from, to] as const),
  );
}

/**
 * The side that a broken link puts at a disadvantage by intent: the one away from the database's primary, or
 * else from most of the nodes. Only the other side's probes then say what the *system* lost.
 */
function farSide(testbed: Testbed, from: string, to: string): string {
  const primary = testbed.postgres?.primarySite;
  if (primary === from) return to;
  if (primary === to) return from;
  const count = (site: string): number => testbed.instances.filter((each) => each.site === site).length;
  return count(from) >= count(to) ? to : from;
}

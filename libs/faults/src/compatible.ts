import type { Testbed } from '@plimsoll/testbed/testbed';
import { resources, type AimedFault } from './resources.ts';

/** Faults that replace or move the database's data: healing them needs every link. */
const movesData = new Set(['database-failover', 'site-dead', 'site-dark']);

/**
 * Why two faults may not be on together, in words; undefined when they may (design 6, "Faults compose under a
 * compatibility rule"). They may not when they take hold of the same thing, when one moves the database while
 * the other hinders a link that the new standby is built over, or when the database is rolled back: what is lost
 * then would be booked to the other as well.
 */
export function incompatible(testbed: Testbed, one: AimedFault, other: AimedFault): string | undefined {
  for (const { fault } of [one, other]) {
    if (fault.name === 'database-rolled-back') return `${fault.name} stands alone: it loses by its nature`;
  }
  const held = resources(testbed, one);
  const shared = [...resources(testbed, other)].filter((resource) => held.has(resource));
  if (shared.length > 0) return `both take hold of ${shared.join(', ')}`;
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    if (movesData.has(first.fault.name) && second.fault.class === 'link') {
      return `${first.fault.name} is healed over the link that ${second.fault.name} hinders`;
    }
  }
  return undefined;
}

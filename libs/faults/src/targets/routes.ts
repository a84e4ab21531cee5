import type { NeedRoute, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';
import { instanceOf } from './processes.ts';

/** One target for each instance that has a way of its own to the database: `route:<instance>`. */
export function routeTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  const targets = testbed.instances
    .filter((instance) => testbed.needRoute(instance.name) !== undefined)
    .map((instance) => ({ name: `route:${instance.name}`, touches: [instance.name] }));
  return targets.length > 0 ? targets : { notAvailable: 'the subject needs no database' };
}

/** The way to the database of the instance that a target names. Throws when it has none. */
export function routeOf(testbed: Testbed, target: Target): NeedRoute {
  const { name } = instanceOf(testbed, target);
  const route = testbed.needRoute(name);
  if (route === undefined) throw new Error(`${name} has no way to a database`);
  return route;
}

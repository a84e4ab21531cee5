import { readFileSync } from 'node:fs';
import type { Clock, Instance, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';
import { instanceOf } from './processes.ts';
import { siteOf, touchedBySite } from './sites.ts';

/**
 * The clocks that can be turned: `node:<instance>` (or `gateway:`) for one process, `site:<site>` for a whole
 * site with its database. A process that did not load libfaketime (a statically linked program ignores the
 * preload) has no clock to turn, and is left out before the run instead of failing in it (HX-26).
 */
export function clockTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  const instances = testbed.instances.filter((each) => each.clock !== undefined);
  if (instances.length === 0) return { notAvailable: 'clocks are not preloaded here (no libfaketime)' };
  const loaded = instances.filter(hasLoadedFaketime);
  if (loaded.length === 0) {
    return { notAvailable: 'no process of the subject loads libfaketime (statically linked?)' };
  }
  const sites = testbed.sites.filter(
    (site) => testbed.siteClock(site) !== undefined && loaded.some((each) => each.site === site),
  );
  return [
    ...loaded.map((each) => ({ name: `${each.serves}:${each.name}`, touches: [each.name] })),
    ...sites.map((site) => ({ name: `site:${site}`, touches: touchedBySite(testbed, site) })),
  ];
}

/** The clock that a target names, and the instances that live by it. */
export function clockOf(
  testbed: Testbed,
  target: Target,
): { readonly clock: Clock; readonly instances: readonly Instance[]; readonly site: string | undefined } {
  const site = target.name.startsWith('site:') ? siteOf(target) : undefined;
  const instances =
    site === undefined
      ? [instanceOf(testbed, target)]
      : testbed.instances.filter((each) => each.site === site && each.clock !== undefined);
  const clock = site === undefined ? instances[0]?.clock : testbed.siteClock(site);
  if (clock === undefined) throw new Error(`${target.name} has no clock that can be turned`);
  return { clock, instances, site };
}

function hasLoadedFaketime(instance: Instance): boolean {
  if (instance.pid === undefined) return true;
  try {
    return readFileSync(`/proc/${instance.pid}/maps`, 'latin1').includes('libfaketime');
  } catch {
    // Not running now: the receipt will tell.
    return true;
  }
}

import type { Link, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';

/** One target for each site in which anything runs: `site:<site>`. It touches the site and the instances there. */
export function siteTargets(testbed: Testbed): readonly Target[] {
  return testbed.sites
    .filter((site) => testbed.processesIn(site).length > 0)
    .map((site) => ({ name: `site:${site}`, touches: touchedBySite(testbed, site) }));
}

/** As `siteTargets`, but only where there is another site to be cut off from. */
export function separableSites(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  if (testbed.sites.length < 2) return { notAvailable: 'there is one site only, so no link to cut' };
  return siteTargets(testbed);
}

/** The site that a target names after the colon. */
export function siteOf(target: Target): string {
  return target.name.slice('site:'.length);
}

/** The site itself and its instances, by name. */
export function touchedBySite(testbed: Testbed, site: string): readonly string[] {
  return [site, ...testbed.instances.filter((instance) => instance.site === site).map(({ name }) => name)];
}

/** The links between a site and all others. */
export function linksOf(testbed: Testbed, site: string): readonly Link[] {
  return testbed.sites.filter((other) => other !== site).map((other) => testbed.link(site, other));
}

import type { Component, Manifest } from '@plimsoll/interface/manifest/manifest';
import { Problem } from '@plimsoll/interface/problem/problem';

/** One copy of a component that is to run. */
export interface Placement {
  readonly component: Component;
  readonly site: string;
  /** `<role>-<site>-<n>`, n from 1 in each site. */
  readonly name: string;
  /** From 0 over all sites, in the order of the sites: with {{total}} it numbers the nodes. */
  readonly ordinal: number;
}

/** Which copies a topology has. `instances` is the number of `instance` components by site. */
export function placements(
  manifest: Manifest,
  sites: readonly string[],
  instances: Readonly<Record<string, number>>,
): Placement[] {
  for (const site of Object.keys(instances)) {
    if (!sites.includes(site)) {
      throw new Problem(
        `instances are asked for in site ${site}`,
        `the sites are ${sites.join(', ')}`,
        'correct the topology',
      );
    }
  }
  return manifest.components.flatMap((component) => {
    const placed: Placement[] = [];
    for (const [index, site] of sites.entries()) {
      const count =
        component.multiplicity === 'instance'
          ? (instances[site] ?? 0)
          : component.multiplicity === 'site' || index === 0
            ? 1
            : 0;
      for (let n = 1; n <= count; n += 1) {
        const name = `${component.role}-${site}-${n}`;
        placed.push({ component, site, name, ordinal: placed.length });
      }
    }
    return placed;
  });
}

/** Whether a component uses a template that begins like this: only such a component gets a route to that need. */
export function usesTemplate(component: Component, beginning: string): boolean {
  return JSON.stringify(component.start)
    .replaceAll(/\{\{\s+/g, '{{')
    .includes(`{{${beginning}`);
}

import type { Scenario } from '@plimsoll/history/scenario';

/** Two sites, three nodes, one database in site a. */
export const twoSites: Scenario['topology'] = {
  sites: ['a', 'b'],
  instances: { a: 2, b: 1 },
  postgres: 'single',
};

/** The same, with a synchronous standby of the database in site b. */
export const twoSitesWithStandby: Scenario['topology'] = { ...twoSites, postgres: 'synchronous' };

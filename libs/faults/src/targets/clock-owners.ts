import type { Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';
import type { ClockOwners } from '../probes/clock-skew.ts';
import { clockOf } from './clocks.ts';

/** Whose clocks have to be off: the processes that answer health, and the database when the site holds its primary. */
export function clockOwners(testbed: Testbed, target: Target): ClockOwners {
  const { instances, site } = clockOf(testbed, target);
  const { postgres } = testbed;
  return {
    instances: instances.filter((each) => each.serves !== 'internal'),
    postgres: postgres !== undefined && postgres.primarySite === site ? postgres : undefined,
  };
}

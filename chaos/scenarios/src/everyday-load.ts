import type { Scenario } from '@plimsoll/history/scenario';

/**
 * The load that most scenarios share: enough to have sends in flight at every moment, little enough to leave two
 * busy cores room. Sends that were not answered in time expire within a trial, so that retries after expiry happen.
 */
export const everydayLoad: Scenario['load'] = {
  members: 6,
  ratePerSecond: 150,
  arrivals: 'poisson',
  maxSequencingTimeMs: 4_000,
  awaitShare: 0.5,
  bytes: [40, 2_000],
};

import type { Scenario } from '@plimsoll/history/scenario';

/**
 * The load that most scenarios of an operator share: accounts that ask for one operation at a time, so that there are enough of them
 * to keep the rate through an outage; little enough to leave two busy cores room for brokers, a chain and provers.
 */
export const operatorLoad: Scenario['load'] = {
  members: 60,
  ratePerSecond: 40,
  arrivals: 'poisson',
  maxSequencingTimeMs: 4_000,
  awaitShare: 0,
  bytes: [40, 400],
};

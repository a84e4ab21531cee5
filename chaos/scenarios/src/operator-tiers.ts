import type { Tier } from './tiers.ts';

/** Which scenarios a tier runs against an operator, in this order; see tiers.ts. */
export const operatorTiers: Readonly<Record<Tier, readonly string[]>> = {
  smoke: ['operator-smoke'],
  standard: [
    'operator-clean',
    'operator-standard-kill',
    'operator-standard-dark',
    'operator-process',
    'operator-three-sites',
    'operator-site',
    'operator-links',
    'operator-kafka',
    'operator-chain',
    'operator-database',
    'operator-hot-accounts',
    'operator-orders',
    'operator-idle',
  ],
  nightly: [
    'operator-clean',
    'operator-standard-kill',
    'operator-standard-dark',
    'operator-process',
    'operator-three-sites',
    'operator-witness',
    'operator-site',
    'operator-links',
    'operator-kafka',
    'operator-chain',
    'operator-database',
    'operator-clocks',
    'operator-hot-accounts',
    'operator-orders',
    'operator-idle',
    'operator-overload',
  ],
};

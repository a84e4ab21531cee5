/**
 * Which scenarios a tier runs, in this order (design, section 7). `smoke` is `npm start`; `standard` takes about an
 * hour and carries at least twenty trials for each outage figure; `nightly` adds compositions, a third site and the
 * short scenarios under fresh seeds. Each scenario is one shard's worth of work.
 */
export const tiers = {
  smoke: ['smoke', 'smoke-store'],
  standard: [
    'clean',
    'standard-kill',
    'standard-dark',
    'standard-sites',
    'standard-processes',
    'standard-links',
    'standard-store',
    'standard-clocks',
    'idle',
    'expiry',
    'orphans',
    'prune',
    'joins',
    'stop-in-outage',
    'smoke-store',
  ],
  nightly: [
    'clean',
    'standard-kill',
    'standard-dark',
    'standard-sites',
    'standard-processes',
    'standard-links',
    'standard-store',
    'standard-clocks',
    'nightly-together',
    'nightly-three-sites',
    'kill',
    'pause',
    'links',
    'database',
    'database-server',
    'stop-in-outage',
    'clocks',
    'clocks-at-start',
    'recovery',
    'joins',
    'gateway',
    'idle',
    'orphans',
    'prune',
    'prune-takeover',
    'expiry',
    'site',
    'smoke-store',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
/** Name of a tier. */
export type Tier = keyof typeof tiers;

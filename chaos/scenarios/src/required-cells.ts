import type { Tier } from './tiers.ts';

/** A cell that a tier requires (HR-12): this fault, on this class of target if named, tested at least so often. */
export interface RequiredCell {
  readonly fault: string;
  readonly target?: string;
  /** Default 1. */
  readonly trials?: number;
}

const once: readonly RequiredCell[] = [
  { fault: 'kill', target: 'node' },
  { fault: 'kill', target: 'gateway' },
  { fault: 'pause-long', target: 'node' },
  { fault: 'link-cut' },
  { fault: 'link-stall' },
  { fault: 'database-stalled' },
  { fault: 'database-failover' },
  { fault: 'database-rolled-back' },
  { fault: 'clock-forward', target: 'node' },
  { fault: 'site-dark' },
];

const several: readonly RequiredCell[] = [
  { fault: 'kill', target: 'node', trials: 20 },
  { fault: 'site-dark', trials: 20 },
  { fault: 'kill', target: 'gateway', trials: 10 },
  { fault: 'database-rolled-back' },
  ...[
    'pause-long',
    'pause-short',
    'stop-graceful',
    'restart',
    'restart-storm',
    'kill-all-nodes',
    'site-dead',
    'site-cut',
    'link-cut',
    'link-stall',
    'link-one-way',
    'link-slow',
    'link-narrow',
    'link-reset',
    'link-flap',
    'database-connection-lost',
    'database-stalled',
    'database-reset',
    'database-slow',
    'database-restart',
    'database-pause',
    'database-kill',
    'database-failover',
    'clock-forward',
    'clock-back',
    'clock-drift',
    'clock-wrong-at-start',
  ].map((fault) => ({ fault, trials: 3 })),
];

/** What each tier has to have tested; a part that the subject does not have is no gap. */
export const requiredCells: Readonly<Record<Tier, readonly RequiredCell[]>> = {
  smoke: once,
  standard: several,
  nightly: several,
};

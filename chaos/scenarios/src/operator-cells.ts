import type { RequiredCell } from './required-cells.ts';
import type { Tier } from './tiers.ts';

const once: readonly RequiredCell[] = [
  { fault: 'kill', target: 'node' },
  { fault: 'kill', target: 'internal' },
  { fault: 'broker-kill' },
  { fault: 'chain-reorg' },
  { fault: 'site-dark' },
];

const several: readonly RequiredCell[] = [
  { fault: 'kill', target: 'node', trials: 20 },
  { fault: 'site-dark', trials: 20 },
  { fault: 'kill', target: 'internal', trials: 10 },
  ...[
    'pause-long',
    'stop-graceful',
    'restart',
    'restart-storm',
    'site-dead',
    'site-cut',
    'link-cut',
    'link-one-way',
    'link-stall',
    'link-slow',
    'link-narrow',
    'link-reset',
    'link-flap',
    'broker-kill',
    'broker-pause',
    'controller-kill',
    'replica-out-of-isr',
    'consumer-offsets-lost',
    'log-directory-rolled-back',
    'chain-reorg',
    'mining-stalled',
    'transaction-dropped',
    'gas-spike',
    'rpc-slow',
    'rpc-endpoint-down',
    'rpc-endpoint-silent',
    'site-cut-from-chain',
    'database-connection-lost',
    'database-stalled',
    'database-restart',
    'database-pause',
    'database-kill',
  ].map((fault) => ({ fault })),
];

/** What each tier has to have tested of an operator; a part that the subject does not have is no gap. */
export const operatorCells: Readonly<Record<Tier, readonly RequiredCell[]>> = {
  smoke: once,
  standard: several,
  nightly: [...several, { fault: 'clock-forward' }, { fault: 'clock-back' }],
};

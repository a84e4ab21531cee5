import type { Plan, PlannedTrial } from '@plimsoll/history/plan';

/**
 * A run that never was, for tests of the report: a plan, the records that a plausible subject would leave, and the
 * verdict measured from them. Everything follows from the options.
 */
export interface ImaginedOptions {
  /** True: an acknowledged send is lost in a kill and a guarantee fails. */
  readonly broken?: boolean;
  readonly repeat?: number;
  readonly seed?: number;
  readonly scenario?: string;
}

/** Fault, title, class, mode, target, hold and outage in milliseconds. */
export const kinds = [
  ['kill', 'Kill a process', 'process', 'killed', 'node:sequencer-a-1', 2000, 240],
  ['pause-long', 'Pause beyond the offline interval', 'process', 'SIGSTOP', 'node:sequencer-b-1', 4000, 900],
  ['stop', 'Graceful stop', 'process', 'SIGTERM', 'gateway:gateway-b', 1500, 0],
  ['link-cut', 'Cut a link', 'link', 'connections reset', 'link:a-b', 3000, 620],
  ['link-stall', 'Stall a link', 'link', 'bytes stop, nothing closes', 'link:a-b', 3000, 1900],
  ['site-dark', 'Lose a site', 'site', 'dark: bytes stop, then its processes die', 'site:b', 5000, 2600],
  ['store-fail-over', 'Database fails over', 'store', 'promoted', 'postgres', 1000, 3400],
  ['store-roll-back', 'Database put back', 'store', 'data directory rolled back', 'postgres', 1000, 2900],
  ['clock-back', 'Clock steps back', 'clock', '-30 s', 'node:sequencer-a-2', 3000, 0],
] as const;

/** Where they stand. */
export const nodes = [
  { name: 'sequencer-a-1', site: 'a' },
  { name: 'sequencer-a-2', site: 'a' },
  { name: 'sequencer-b-1', site: 'b' },
  { name: 'sequencer-b-2', site: 'b' },
];
export const gateways = [
  { name: 'gateway-a', site: 'a' },
  { name: 'gateway-b', site: 'b' },
];

/** Its plan. */
export function imaginedPlan(options: ImaginedOptions = {}): Plan {
  const trials: PlannedTrial[] = [];
  for (const [fault, title, faultClass, mode, target, holdMs] of kinds)
    for (let turn = 0; turn < (options.repeat ?? 3); turn++)
      trials.push({
        trial: trials.length,
        fault,
        title,
        class: faultClass,
        mode,
        target,
        parameters: { holdMs },
        holdMs,
        jitterMs: (trials.length * 137) % 1000,
        together: [],
        ...(fault === 'store-roll-back' ? { mustBreak: ['no-acknowledged-send-lost'] } : {}),
      });
  return {
    plimsoll: 1,
    seed: `imagined-${options.seed ?? 1}`,
    scenario: {
      name: options.scenario ?? 'two-sites',
      title: 'Two sites, a synchronous standby',
      text: 'Every class of fault against two sites with two nodes each.',
      topology: { sites: ['a', 'b'], instances: { a: 2, b: 2 }, postgres: 'synchronous' },
      load: {
        members: 6,
        ratePerSecond: 60,
        arrivals: 'poisson',
        maxSequencingTimeMs: 4000,
        awaitShare: 0.5,
        bytes: [64, 4096],
      },
      steadyMs: 2000,
      recoveryMs: 4000,
      steps: [],
      required: ['failover-under-load', 'acknowledged-during-fault'],
    },
    subject: {
      manifestPath: 'apps/sequencer/subject.yaml',
      digest: '5b0c1f7d4f0a5d6e1c0b4b1f3f2a7e55d1c1fe8f0a9c6a8d0f2b4c6d8e0f1a2b',
      name: 'reference-sequencer',
      version: '0.1.0',
      profile: 'swift',
      system: 'sequencer',
      capabilities: ['time-proofs', 'await-sequenced', 'acknowledge', 'time'],
      bounds: { takeOverMs: 1000, hostLostMs: 5000, drainMs: 3000, notReadyMs: 2000, recoveryMs: 8000 },
      timers: { offlineIntervalMs: 5000, keepAliveMs: 250 },
      exempt: {},
      ...(options.broken ? { mutant: 'acknowledges-before-commit' } : {}),
    },
    members: Array.from({ length: 6 }, (_, index) => ({
      name: `member-${index}`,
      publicKey: 'AAAA',
      enabled: true,
    })),
    nodes,
    gateways,
    trials,
    notAvailable: [
      { fault: 'clock-drift', why: 'no libfaketime on this machine', class: 'clock', title: 'Clock drifts' },
    ],
  };
}

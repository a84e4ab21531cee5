import type { Plan, PlannedTrial } from '@plimsoll/history/plan';

/** What the plan of a story may differ in. */
export interface StoryOptions {
  readonly members?: readonly string[];
  readonly disabled?: readonly number[];
  readonly nodes?: readonly string[];
  readonly gateways?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly bounds?: Readonly<Record<string, number>>;
  readonly timers?: Readonly<Record<string, number>>;
  readonly trials?: readonly Partial<PlannedTrial>[];
  readonly exempt?: Readonly<Record<string, string>>;
  readonly endMs?: number;
}

/** The plan of a story: two sites, everything claimed, short bounds. */
export function storyPlan(
  options: StoryOptions,
  members: readonly string[],
  nodes: readonly { readonly name: string; readonly site: string }[],
): Plan {
  const trials = (options.trials ?? []).map((each, trial): PlannedTrial => ({
    trial,
    fault: 'kill',
    title: 'Kill',
    class: 'process',
    mode: 'killed',
    target: 'node:a-1',
    parameters: {},
    holdMs: 100,
    jitterMs: 0,
    together: [],
    ...each,
  }));
  return {
    plimsoll: 1,
    seed: 'story',
    scenario: {
      name: 'story',
      title: 'Story',
      text: '',
      topology: { sites: ['a', 'b'], instances: { a: 1, b: 1 }, postgres: 'single' },
      load: {
        members: members.length,
        ratePerSecond: 100,
        arrivals: 'constant',
        maxSequencingTimeMs: 1000,
        awaitShare: 0.5,
        bytes: [10, 20],
      },
      steadyMs: 100,
      recoveryMs: 200,
      steps: [],
    },
    subject: {
      manifestPath: 'subject.yaml',
      digest: 'd',
      name: 'story',
      version: '1',
      system: 'sequencer',
      capabilities: options.capabilities ?? [
        'time-proofs',
        'await-sequenced',
        'acknowledge',
        'time',
        'topology-timestamp',
        'unknown-recipients',
      ],
      bounds: {
        takeOverMs: 300,
        hostLostMs: 600,
        drainMs: 500,
        notReadyMs: 300,
        recoveryMs: 500,
        ...options.bounds,
      },
      timers: options.timers ?? {},
      exempt: options.exempt ?? {},
    },
    members: members.map((name, index) => ({
      name,
      publicKey: '',
      enabled: !(options.disabled ?? []).includes(index),
    })),
    nodes,
    gateways: (options.gateways ?? []).map((name) => ({ name, site: name.slice(0, 1) })),
    trials,
    notAvailable: [],
  };
}

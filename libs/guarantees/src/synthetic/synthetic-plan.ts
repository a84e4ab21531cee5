import type { Plan } from '@plimsoll/history/plan';
import { sequencerCapabilities } from '@plimsoll/interface/sequencer/capability';
import type { Life } from './draw-life.ts';
import type { Synthesis } from './synthesize.ts';

/** The plan that a synthetic run would have been made from. */
export function syntheticPlan(synthesis: Synthesis, life: Life): Plan {
  const names = (count: number, prefix: string): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  return {
    plimsoll: 1,
    seed: synthesis.seed,
    scenario: {
      name: 'synthetic',
      title: 'Synthetic',
      text: '',
      topology: { sites: ['a'], instances: { a: synthesis.nodes }, postgres: 'single' },
      load: {
        members: synthesis.members,
        ratePerSecond: synthesis.ratePerSecond,
        arrivals: 'constant',
        maxSequencingTimeMs: 5000,
        awaitShare: 0.5,
        bytes: [20, 20],
      },
      steadyMs: 500,
      recoveryMs: 500,
      steps: [],
    },
    subject: {
      manifestPath: 'subject.yaml',
      digest: 'd',
      name: 'synthetic',
      version: '1',
      system: 'sequencer',
      capabilities: Object.keys(sequencerCapabilities).filter(
        (each) => synthesis.pruned || each !== 'pruning',
      ),
      bounds: { takeOverMs: 300, hostLostMs: 1000, drainMs: 500, notReadyMs: 500, recoveryMs: 500 },
      timers: { pollMs: 50 },
      exempt: {},
    },
    members: names(synthesis.members, 'm').map((name) => ({ name, publicKey: '', enabled: true })),
    nodes: names(synthesis.nodes, 'n').map((name) => ({ name, site: 'a' })),
    gateways: names(synthesis.gateways, 'g').map((name) => ({ name, site: 'a' })),
    trials: life.kills.map(({ node }, trial) => ({
      trial,
      fault: 'kill',
      title: 'Kill',
      class: 'process',
      mode: 'killed',
      target: `node:${node}`,
      parameters: {},
      holdMs: 1000,
      jitterMs: 0,
      together: [],
    })),
    notAvailable: [],
  };
}

import { expect, test } from 'vitest';
import type { Fault } from '@plimsoll/faults/fault';
import type { Scenario } from '@plimsoll/history/scenario';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { expand, needsClocks } from './expand.ts';

const manifest: Manifest = {
  plimsoll: 1,
  name: 'example',
  version: '1',
  system: 'sequencer',
  components: [
    {
      role: 'keeper',
      serves: 'node',
      multiplicity: 'instance',
      start: { command: ['run'] },
      ports: ['api'],
      readiness: { port: 'api', path: '/health/ready', withinMs: 1000 },
      stop: { signal: 'SIGTERM', withinMs: 1000 },
    },
  ],
  needs: [],
  timers: { leaseMs: 1000 },
  bounds: { takeOverMs: 1, hostLostMs: 1, drainMs: 1, notReadyMs: 1, recoveryMs: 1 },
  capabilities: [],
};

const scenario: Scenario = {
  name: 'two-kills',
  title: '',
  text: '',
  topology: { sites: ['a', 'b'], instances: { a: 2, b: 1 }, postgres: 'single' },
  load: {
    members: 2,
    ratePerSecond: 10,
    arrivals: 'constant',
    maxSequencingTimeMs: 1000,
    awaitShare: 0.5,
    bytes: [10, 20],
  },
  steadyMs: 1,
  recoveryMs: 1,
  steps: [
    { fault: 'kill', repeat: 2 },
    { fault: 'store', target: 'postgres' },
  ],
};

const never = async (): Promise<never> => Promise.reject(new Error('not in a plan'));
const fault = (name: string, extra: Partial<Fault>): Fault => ({
  name,
  title: name,
  text: '',
  class: 'process',
  mode: 'm',
  source: '',
  parameters: { holdMs: 5 },
  targets: (bed) => bed.instances.map((each) => ({ name: `node:${each.name}`, touches: [each.name] })),
  inject: never,
  bit: never,
  heal: never,
  healed: never,
  ...extra,
});
const faults = [
  fault('kill', {}),
  fault('store', { targets: () => ({ notAvailable: 'needs no database' }), needsClocks: true }),
];
const options = {
  scenario,
  manifest,
  manifestPath: 'subject.yaml',
  manifestDigest: '0',
  seed: 's',
  faults,
  clocksAvailable: false,
  members: [],
};

test('a plan leaves nothing open, and the same seed draws the same', () => {
  const plan = expand(options);
  expect(plan).toEqual(expand(options));
  expect(plan.trials.map(({ trial, fault: name, holdMs }) => [trial, name, holdMs])).toEqual([
    [0, 'kill', 5],
    [1, 'kill', 5],
  ]);
  for (const trial of plan.trials) expect(trial.target).toMatch(/^node:keeper-[ab]-[12]$/);
  expect(plan.nodes.map(({ name }) => name)).toEqual(['keeper-a-1', 'keeper-a-2', 'keeper-b-1']);
});

test('what the subject cannot have is listed with the reason', () => {
  expect(expand(options).notAvailable).toEqual([{ fault: 'store', why: 'needs no database' }]);
});

test('another seed draws other targets or moments', () => {
  const many = { ...options, scenario: { ...scenario, steps: [{ fault: 'kill', repeat: 20 }] } };
  expect(expand(many).trials).not.toEqual(expand({ ...many, seed: 't' }).trials);
});

test('an unknown fault is a problem that names the known ones', () => {
  const wrong = { ...options, scenario: { ...scenario, steps: [{ fault: 'kil' }] } };
  expect(() => expand(wrong)).toThrow('a fault that does not exist: kil');
});

test('clocks are needed only by scenarios with a clock fault', () => {
  expect(needsClocks(scenario, faults)).toBe(true);
  expect(needsClocks({ ...scenario, steps: [{ fault: 'kill' }] }, faults)).toBe(false);
});

const both = (together: string): typeof options => ({
  ...options,
  scenario: {
    ...scenario,
    steps: [{ fault: 'kill', target: 'node:keeper-b-1', together: [{ fault: 'kill', target: together }] }],
  },
});

test('two faults on one process may not be on together: the scenario is refused, both are named', () => {
  expect(() => expand(both('node:keeper-b-1'))).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/kill on node:keeper-b-1 and kill on node:keeper-b-1 together/),
      why: expect.stringContaining('both take hold of process:keeper-b-1'),
    }),
  );
});

test('where there is a choice, what may not be on together is not drawn', () => {
  for (let seed = 0; seed < 30; seed += 1) {
    const [trial] = expand({ ...both('node'), seed: String(seed) }).trials;
    expect(trial?.together[0]?.target).toMatch(/^node:keeper-a-[12]$/);
  }
});

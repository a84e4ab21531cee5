import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Type from 'typebox';
import { Problem } from '@plimsoll/interface/problem/problem';
import { expect, expectTypeOf, test } from 'vitest';
import { scratch } from './scratch.fixture.ts';
import { loadPlan } from './load-plan.ts';
import { type PlanSchema, planSchema } from './plan-schema.ts';
import type { Plan } from './plan.ts';

const plan: Plan = {
  plimsoll: 1,
  seed: '7',
  scenario: {
    name: 'kill',
    title: 'Kill',
    text: 'A node is killed.',
    topology: { sites: ['east'], instances: { east: 2 }, postgres: 'single' },
    load: {
      members: 2,
      ratePerSecond: 50,
      arrivals: 'poisson',
      maxSequencingTimeMs: 5000,
      awaitShare: 0.5,
      bytes: [10, 200],
    },
    steadyMs: 1000,
    recoveryMs: 1000,
    steps: [{ fault: 'kill', together: [{ fault: 'pause', parameters: { a: 1, b: 'x' } }] }],
  },
  subject: {
    manifestPath: 'subject.yaml',
    digest: 'ab',
    name: 'double',
    version: '1',
    system: 'sequencer',
    capabilities: [],
    bounds: {},
    timers: {},
    exempt: {},
  },
  members: [{ name: 'm0', publicKey: '', enabled: true }],
  nodes: [{ name: 'node-1', site: 'east' }],
  gateways: [],
  trials: [
    { trial: 0, fault: 'kill', target: 'node-1', parameters: {}, holdMs: 1000, jitterMs: 12.5, together: [] },
  ],
  notAvailable: [],
};

const path = join(scratch(), 'plan.json');
function load(value: unknown): Plan {
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return loadPlan(path);
}

test('a plan is read as it was written', () => {
  expect(load(plan)).toEqual(plan);
});

/** Without readonly, for comparison. */
type Plain<T> = T extends readonly (infer Item)[]
  ? number extends T['length']
    ? Plain<Item>[]
    : { -readonly [K in keyof T]: Plain<T[K]> }
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T;

test('type and schema of the plan say the same, down to optional fields', () => {
  type Static = Type.Static<typeof PlanSchema>;
  expectTypeOf<Static>().toExtend<Plan>();
  expectTypeOf<Plain<Omit<Static, 'scenario'>>>().toEqualTypeOf<Plain<Omit<Plan, 'scenario'>>>();
  type Steps = 'steps';
  expectTypeOf<Plain<Omit<Static['scenario'], Steps>>>().toEqualTypeOf<
    Plain<Omit<Plan['scenario'], Steps>>
  >();
  expectTypeOf<keyof Static['scenario']['steps'][number]>().toEqualTypeOf<
    keyof Plan['scenario']['steps'][number]
  >();
});

test.each([
  ['no such file', () => loadPlan('/nonexistent/plan.json'), /cannot be read/, /no such file/],
  ['not JSON', () => load('{"plimsoll":'), /is not JSON/, /JSON/],
  ['not a plan', () => load([]), /does not fit/, /the plan: must be object/],
  ['a missing field', () => load({ ...plan, seed: undefined }), /does not fit/, /seed/],
  ['a misspelt field', () => load({ ...plan, sede: '1' }), /does not fit/, /sede/],
  [
    'a wrong value deep inside',
    () => load({ ...plan, trials: [{ ...plan.trials[0], holdMs: 'long' }] }),
    /does not fit/,
    /trials\.0\.holdMs/,
  ],
  [
    'trials out of order',
    () => load({ ...plan, trials: [{ ...plan.trials[0], trial: 3 }] }),
    /does not fit/,
    /trials\.0\.trial: it is 3/,
  ],
  [
    'a member twice',
    () => load({ ...plan, members: [...plan.members, ...plan.members] }),
    /does not fit/,
    /members\.1\.name: "m0" is there twice/,
  ],
] as const)('%s is one clear message', (_, act, what, why) => {
  let problem: unknown;
  try {
    act();
  } catch (error) {
    problem = error;
  }
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    exitCode: 64,
    message: expect.stringMatching(what),
    why: expect.stringMatching(why),
  });
});

test('the published schema is the current one', () => {
  const published = new URL('../../../docs/reference/plan.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(published, 'utf8')), 'run src/write-schema.ts').toEqual(
    JSON.parse(JSON.stringify(planSchema())),
  );
});

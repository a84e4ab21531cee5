import { expect, test } from 'vitest';
import type { GuaranteeResult } from '../verdict.ts';
import { health, measured, probes, smallPlan, step } from './imagined.fixture.ts';
import { loadLines } from './load-lines.ts';

const steps = (['planned', 'applied', 'bit', 'healing', 'healed'] as const).map((name, index) =>
  step(name, 5000 + 500 * index),
);
const records = [...steps, ...probes('write', 'b-1', 'b', [0, 12_000]), health('a-1', 8000, true)];
const run = measured(records);
const failing = (atMicros: number): GuaranteeResult => ({
  id: 'nothing-lost',
  title: '',
  text: '',
  level: 'MUST',
  kind: 'safety',
  rules: [],
  source: { document: '', heading: '' },
  finding: {
    verdict: 'FAIL',
    checked: 1,
    violations: 1,
    reason: '',
    witnesses: [{ prose: '', positions: [], atMicros }],
  },
});
const stateOf = (runs: Parameters<typeof loadLines>[0], name = 'process') =>
  loadLines(runs).find((line) => line.class === name)?.state;

test('held when tested and nothing broke; not tested where nothing was', () => {
  expect(stateOf([{ ...run, guarantees: [] }])).toBe('held');
  expect(stateOf([{ ...run, guarantees: [] }], 'chain')).toBe('not tested');
  expect(stateOf([{ ...measured(steps.slice(0, 2)), guarantees: [] }])).toBe('not tested');
});

test('broken by a violation in the time of such a trial, and not by one before it', () => {
  expect(stateOf([{ ...run, guarantees: [failing(6_000_000)] }])).toBe('broken');
  expect(stateOf([{ ...run, guarantees: [failing(1_000_000)] }])).toBe('held');
});

test('broken by a loss, unless the fault loses by its nature; broken when it did not come back', () => {
  const lossy = { ...run, guarantees: [], trials: run.trials.map((trial) => ({ ...trial, lost: 2 })) };
  expect(stateOf([lossy])).toBe('broken');
  const natural = { ...lossy, trials: lossy.trials.map((trial) => ({ ...trial, voids: ['nothing-lost'] })) };
  expect(stateOf([natural])).toBe('held');
  const down = [...steps, ...probes('write', 'b-1', 'b', [0, 12_000], [5000, 12_000])];
  expect(stateOf([{ ...measured(down, smallPlan), guarantees: [] }])).toBe('broken');
});

import { expect, test } from 'vitest';
import { loadScenarios } from './registry.ts';
import { shortestMs } from './shortest.ts';
import { tierOf } from './tier-of.ts';
import { tiers, type Tier } from './tiers.ts';

const scenarios = await loadScenarios();
const named = new Map(scenarios.map((scenario) => [scenario.name, scenario]));

const all = (['sequencer', 'operator'] as const).flatMap((system) =>
  (Object.keys(tiers) as Tier[]).map((tier) => [system, tier] as const),
);

test.each(all)('%s: every scenario of tier %s exists', (system, tier) => {
  expect(tierOf(system, tier).scenarios.filter((name) => !named.has(name))).toEqual([]);
});

test.each(all)('%s: tier %s plans every cell that it requires', (system, tier) => {
  const planned = tierOf(system, tier).scenarios.flatMap((name) => named.get(name)?.steps ?? []);
  const unplanned = tierOf(system, tier).cells.filter(({ fault, target, trials = 1 }) => {
    const count = planned
      .flatMap((step) => [
        step,
        ...(step.together ?? []).map((each) => ({ ...each, repeat: step.repeat ?? 1 })),
      ])
      .filter((step) => step.fault === fault && (target === undefined || step.target === target))
      .reduce((sum, step) => sum + (step.repeat ?? 1), 0);
    return count < trials;
  });
  expect(unplanned).toEqual([]);
});

// The list: each of these defects has to show somewhere; but for DM-28, which costs the database statements and
// nobody a promise, so that nothing of it shows in the bytes of the interface.
const defects = [...range(1, 22), ...range(25, 27), 29, 30, 40, 41, 43, 44].map(
  (number) => `DM-${String(number).padStart(2, '0')}`,
);

test.each(defects)('%s shows in a scenario that its text names it in, of 40 seconds at most', (defect) => {
  const showing = scenarios.filter(({ shows }) => shows?.includes(defect));
  expect(showing.map(({ name }) => name)).not.toEqual([]);
  for (const scenario of showing) {
    expect(scenario.text).toContain(defect);
    expect(shortestMs(scenario), scenario.name).toBeLessThanOrEqual(40_000);
  }
});

test.each(['sequencer', 'operator'])('what npm start runs against a %s is short', (system) => {
  const planned = tierOf(system, 'smoke')
    .scenarios.map((name) => named.get(name))
    .filter((scenario) => scenario !== undefined);
  expect(planned.reduce((sum, scenario) => sum + shortestMs(scenario), 0)).toBeLessThanOrEqual(60_000);
});

test('the short scenarios cap their jitter and the measuring ones sample the longest timer', () => {
  for (const { name, jitterMaxMs, steps } of scenarios) {
    if (/^(operator-)?(standard|nightly)-/.test(name)) expect(jitterMaxMs, name).toBeUndefined();
    else if (steps.length > 0) expect(jitterMaxMs, name).toBeDefined();
  }
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

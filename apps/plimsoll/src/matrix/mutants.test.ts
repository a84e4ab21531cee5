import { expect, test } from 'vitest';
import { guarantees } from '@plimsoll/guarantees/registry';
import { loadScenarios } from '@plimsoll/scenarios/registry';
import { loadMutants, loadSound } from './mutants.ts';

test('every mutant names guarantees and scenarios that there are, and says what it breaks', async () => {
  const ids = new Set(guarantees.map(({ id }) => id));
  const scenarios = new Set((await loadScenarios()).map(({ name }) => name));
  const mutants = await loadMutants(undefined);
  expect(new Set(mutants.map(({ manifest }) => manifest.breaks?.mutant)).size).toBe(mutants.length);
  for (const { manifest } of mutants) {
    const { breaks, name } = manifest;
    expect(breaks?.guarantees.length, name).toBeGreaterThan(0);
    expect(breaks?.rules.length, name).toBeGreaterThan(0);
    expect(breaks?.scenarios.length, name).toBeGreaterThan(0);
    expect(
      breaks?.guarantees.filter((id) => !ids.has(id)),
      name,
    ).toEqual([]);
    expect(
      breaks?.scenarios.filter((scenario) => !scenarios.has(scenario)),
      name,
    ).toEqual([]);
  }
});

test('a mutant is found by its id, and one that is not there is named', async () => {
  const found = await loadMutants('rm-04');
  expect(found.map(({ manifest }) => manifest.system)).toEqual(['operator']);
  await expect(loadMutants('RM-99')).rejects.toThrow('No mutant rm-99');
});

test('each system has a reference that clean runs are made with, and operators some that only look odd', async () => {
  const names = async (system: string): Promise<string[]> =>
    (await loadSound(system)).map(({ manifest }) => manifest.name);
  expect(await names('sequencer')).toEqual(['reference-sequencer']);
  const [first, ...odd] = await names('operator');
  expect(first).toBe('reference-operator');
  expect(odd.length).toBeGreaterThanOrEqual(3);
});

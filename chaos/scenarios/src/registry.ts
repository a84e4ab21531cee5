import { readdir } from 'node:fs/promises';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import type { Scenario } from '@plimsoll/history/scenario';

const folder = new URL('./scenarios/', import.meta.url);

/**
 * All scenarios, by name: the files of `scenarios/`, so that a new scenario is one new file and nothing else.
 * Throws when a file has no scenario as its default export or its name is not the file's.
 */
export async function loadScenarios(): Promise<readonly Scenario[]> {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  return Promise.all(names.toSorted().map((name) => load(name)));
}

/** One scenario by name. A `Problem` with the names there are when it does not exist. */
export async function loadScenario(name: string): Promise<Scenario> {
  const all = await loadScenarios();
  const found = all.find((scenario) => scenario.name === name);
  if (found === undefined) {
    throw new Problem(
      `No scenario "${name}"`,
      `There are ${all.map((scenario) => scenario.name).join(', ')}.`,
      'Name one of them, or add a file of that name to chaos/scenarios/src/scenarios.',
      exitCodes.usage,
    );
  }
  return found;
}

async function load(name: string): Promise<Scenario> {
  const { default: scenario } = (await import(new URL(`${name}.ts`, folder).href)) as { default?: Scenario };
  if (scenario?.name !== name) {
    throw new Error(`scenarios/${name}.ts: the default export has to be a scenario named ${name}`);
  }
  return scenario;
}

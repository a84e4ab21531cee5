import { readdir } from 'node:fs/promises';
import type { Fault } from './fault.ts';

const folder = new URL('./catalogue/', import.meta.url);

/**
 * All faults, sorted by name: the files of `catalogue/`, so that a new fault is one new file and nothing else. Throws
 * when a file has no fault as its default export or its name is not the file's.
 */
export async function loadFaults(): Promise<readonly Fault[]> {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  return Promise.all(names.toSorted().map((name) => load(name)));
}

async function load(name: string): Promise<Fault> {
  const { default: fault } = (await import(new URL(`${name}.ts`, folder).href)) as { default?: Fault };
  if (fault?.name !== name) {
    throw new Error(`catalogue/${name}.ts: the default export has to be a fault named ${name}`);
  }
  return fault;
}

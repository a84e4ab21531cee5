import { readdir } from 'node:fs/promises';
import type { Fault } from './fault.ts';

const folder = new URL('./catalogue/', import.meta.url);

/**
 * All faults, sorted by name: the files of `catalogue/`, so that a new fault is one new file and nothing else. Throws
 * when a file has no fault as its default export or its name is not the file's.
 */
export async function loadFaults(): Promise<readonly Fault[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const faults: Fault[] = [];
  for (const file of files.toSorted()) {
    const { default: fault } = (await import(new URL(file, folder).href)) as { default?: Fault };
    if (fault?.name !== file.slice(0, -3)) {
      throw new Error(`catalogue/${file}: the default export has to be a fault named ${file.slice(0, -3)}`);
    }
    faults.push(fault);
  }
  return faults;
}

import { readdir } from 'node:fs/promises';
import type { ConformanceCase } from './case.ts';

/** All cases, by file name: the folder `cases/` is the registry. */
export async function conformanceCases(): Promise<readonly ConformanceCase[]> {
  const folder = new URL('cases/', import.meta.url);
  const files = (await readdir(folder))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  const cases: ConformanceCase[] = [];
  for (const file of files) {
    const module = (await import(new URL(file, folder).href)) as { default: ConformanceCase };
    if (`${module.default.id}.ts` !== file)
      throw new Error(`cases/${file} holds the case ${module.default.id}`);
    cases.push(module.default);
  }
  return cases;
}

import { readdir } from 'node:fs/promises';
import type { ConformanceCase } from './case.ts';
import type { CaseContext } from './context.ts';

/** The systems that have cases: a folder of `cases/` each. */
export type CaseSystem = 'sequencer' | 'operator';

/**
 * All cases of a system, by file name: the folders `cases/<system>/` and `cases/any/` are the registry. What a file holds is
 * taken at its word: a case of a system's folder is written for that system's context.
 */
export async function conformanceCases<Context = CaseContext>(
  system: CaseSystem,
): Promise<readonly ConformanceCase<Context>[]> {
  const cases: ConformanceCase<Context>[] = [];
  for (const name of [system, 'any']) {
    const folder = new URL(`cases/${name}/`, import.meta.url);
    const files = (await readdir(folder)).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    for (const file of files) {
      const module = (await import(new URL(file, folder).href)) as { default: ConformanceCase<Context> };
      if (`${module.default.id}.ts` !== file)
        throw new Error(`cases/${name}/${file} holds the case ${module.default.id}`);
      cases.push(module.default);
    }
  }
  return cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

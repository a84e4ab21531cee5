import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobResult } from './job.ts';

/** Results of jobs, one file each, so that a matrix can be stopped, resumed and split over machines. */
export async function storeResult(directory: string, result: JobResult): Promise<void> {
  const folder = join(directory, 'jobs');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${result.id}.json`);
  await writeFile(`${path}.part`, `${JSON.stringify(result, undefined, 1)}\n`);
  await rename(`${path}.part`, path);
}

/** Every result that is there, by id. */
export async function loadResults(directory: string): Promise<ReadonlyMap<string, JobResult>> {
  const folder = join(directory, 'jobs');
  const names = await readdir(folder).catch(() => [] as string[]);
  const results = new Map<string, JobResult>();
  for (const name of names.filter((each) => each.endsWith('.json')).sort()) {
    const result = JSON.parse(await readFile(join(folder, name), 'utf8')) as JobResult;
    results.set(result.id, result);
  }
  return results;
}

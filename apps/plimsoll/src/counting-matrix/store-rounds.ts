import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RoundResult } from './measure-round.ts';

/** Finished rounds, one file each. What an earlier run measured of a round and this one did not stays. */
export async function storeRound(directory: string, result: RoundResult): Promise<void> {
  const folder = join(directory, 'rounds');
  await mkdir(folder, { recursive: true });
  const earlier = (await loadRounds(directory)).find(({ round }) => round === result.round);
  const anew = new Set(result.measurements.map(({ cell }) => cell));
  const kept = earlier?.measurements.filter(({ cell }) => !anew.has(cell)) ?? [];
  const path = join(folder, `${result.round.replaceAll(' ', '.')}.json`);
  const all = { ...result, measurements: [...kept, ...result.measurements] };
  await writeFile(`${path}.part`, `${JSON.stringify(all, undefined, 1)}\n`);
  await rename(`${path}.part`, path);
}

/** Every round that is there. */
export async function loadRounds(directory: string): Promise<readonly RoundResult[]> {
  const folder = join(directory, 'rounds');
  const names = await readdir(folder).catch(() => [] as string[]);
  return Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as RoundResult),
  );
}

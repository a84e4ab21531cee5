import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Wallet, id } from 'ethers';

/**
 * The key of an instance on the local chain, the same in every run, so that addresses in two runs can be compared. It is
 * no secret that anything depends on outside a testbed, and is treated as one all the same: it goes into a file, never
 * into a log (G17).
 */
export function submitterKey(name: string): Wallet {
  return new Wallet(id(`plimsoll submitter ${name}`));
}

/** Writes keys into files that only their owner may read; gives the paths by name. */
export async function writeKeyFiles(
  directory: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const written = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, `${name}.key`);
      await writeFile(path, `${submitterKey(name).privateKey}\n`, { mode: 0o600 });
      return [name, path] as const;
    }),
  );
  return new Map(written);
}

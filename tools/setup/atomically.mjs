import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Makes a folder that is either whole or not there: filled under another name beside it, then renamed.
 * What stood there before (an older or broken one) is replaced.
 * @param {string} target
 * @param {(folder: string) => Promise<void>} fill
 */
export async function atomically(target, fill) {
  await mkdir(dirname(target), { recursive: true });
  const folder = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await fill(folder);
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

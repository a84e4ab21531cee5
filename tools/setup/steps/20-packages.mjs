import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from '../capture.mjs';
import { installedAsLocked } from '../installed-as-locked.mjs';

/** @param {import('../place.mjs').Place} place */
const where = (place) => join(place.root, 'node_modules');

/** @param {import('../place.mjs').Place} place */
const stampFile = (place) => join(where(place), '.plimsoll-stamp');

/** @param {string} file */
const read = (file) => readFile(file, 'utf8').catch(() => undefined);

/**
 * What the installed packages follow from: the lock file, and the Node under which npm chose native parts.
 * @param {import('../place.mjs').Place} place
 */
async function stamp(place) {
  const lock = await readFile(join(place.root, 'package-lock.json'));
  const node = await must('node', ['--version'], { env: place.environment });
  return `${createHash('sha256').update(lock).digest('hex')} ${node.trim()} ${place.platform}-${place.arch}\n`;
}

/**
 * The packages of the lock file, all of them and nothing else, by `npm ci` under Node 24.
 * @type {import('../step.mjs').Step}
 */
export default {
  name: 'packages',
  version: 'as locked',
  purpose: 'the libraries and tools that Plimsoll is made with',
  variable: undefined,
  requires: ['npm'],
  get: 'npm ci, with Node 24 first in PATH',
  where,
  async find(place) {
    const [wanted, have, lock, installed] = await Promise.all([
      stamp(place),
      read(stampFile(place)),
      read(join(place.root, 'package-lock.json')),
      read(join(where(place), '.package-lock.json')),
    ]);
    if (lock === undefined || installed === undefined) return undefined;
    // A developer's own `npm install` is as good: then npm's record of what it installed agrees with the lock file.
    const fresh = have === wanted || installedAsLocked(JSON.parse(lock), JSON.parse(installed), place);
    return fresh
      ? {
          version: `${Object.keys(JSON.parse(lock).packages).length} locked`,
          where: where(place),
          environment: {
            PATH: `${join(where(place), '.bin')}:${place.environment['PATH'] ?? ''}`,
            // Start time is part of a failover: strip types once, not at every start (per user, outside of the tree).
            NODE_COMPILE_CACHE: place.environment['NODE_COMPILE_CACHE'] || join(place.cache, 'compiled'),
          },
        }
      : undefined;
  },
  async run(place) {
    await must('npm', ['ci', '--no-audit', '--no-fund'], { cwd: place.root, env: place.environment });
    // Written last: an install that was interrupted has no stamp, and is done again.
    await writeFile(stampFile(place), await stamp(place));
  },
};

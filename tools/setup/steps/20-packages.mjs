import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from '../capture.mjs';
import { differencesToLock } from '../differences-to-lock.mjs';

/** @param {import('../place.mjs').Place} place */
const where = (place) => join(place.root, 'node_modules');

/**
 * There while npm is at work: an install that was broken off may leave half a package behind.
 * @param {import('../place.mjs').Place} place
 */
const unfinished = (place) => join(place.root, '.plimsoll', 'packages-unfinished');

/** @param {string} file */
const isThere = async (file) => (await stat(file).catch(() => undefined)) !== undefined;

/**
 * How the installed packages differ from the lock file; npm records what it installed in a lock file of its own.
 * @param {import('../place.mjs').Place} place
 * @returns {Promise<{ differences: string[], count: number } | undefined>} undefined: nothing (whole) is installed
 */
async function compare(place) {
  const record = join(where(place), '.package-lock.json');
  if ((await isThere(unfinished(place))) || !(await isThere(record))) return undefined;
  const [lock, installed] = await Promise.all(
    [join(place.root, 'package-lock.json'), record].map(async (file) =>
      JSON.parse(await readFile(file, 'utf8')),
    ),
  );
  return {
    differences: differencesToLock(lock, installed, place),
    count: Object.keys(installed.packages).length,
  };
}

/**
 * Every folder that npm puts packages into: the one at the top and those of workspaces with versions of their own.
 * @param {import('../place.mjs').Place} place
 */
async function removeInstalled(place) {
  const lock = JSON.parse(await readFile(join(place.root, 'package-lock.json'), 'utf8'));
  const folders = Object.keys(lock.packages)
    .filter((path) => path.includes('node_modules/'))
    .map((path) => path.slice(0, path.indexOf('node_modules/') + 'node_modules'.length));
  for (const folder of new Set(folders)) await rm(join(place.root, folder), { recursive: true, force: true });
}

/**
 * The packages of the lock file, those of this platform and nothing else. `npm ci` would be the command for it, but it gives up
 * where a registry lacks packages that only other platforms need; so: install without saving, then compare.
 * @type {import('../step.mjs').Step}
 */
export default {
  name: 'node_modules',
  version: 'as locked',
  purpose: 'holds the libraries and tools that Plimsoll is made with',
  variable: undefined,
  how: 'from npm',
  requires: ['npm'],
  get: 'npm install, with Node 24 first in PATH; if the lock file is at fault, commit what it changes there',
  where,
  async find(place) {
    const compared = await compare(place);
    if (compared === undefined || compared.differences.length > 0) return undefined;
    return {
      version: `${compared.count} as locked`,
      where: where(place),
      environment: {
        PATH: `${join(where(place), '.bin')}:${place.environment['PATH'] ?? ''}`,
        // Start time is part of a failover: types are stripped once, not at every start.
        NODE_COMPILE_CACHE: place.environment['NODE_COMPILE_CACHE'] || join(place.cache, 'compiled'),
      },
    };
  },
  async run(place) {
    if ((await compare(place)) === undefined) await removeInstalled(place);
    await mkdir(join(place.root, '.plimsoll'), { recursive: true });
    await writeFile(unfinished(place), '');
    await must('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
      cwd: place.root,
      env: place.environment,
    });
    await rm(unfinished(place));
    const differences = (await compare(place))?.differences ?? [];
    if (differences.length > 0) {
      throw new Error(
        `what is installed is not what the lock file says:\n    ${differences.slice(0, 10).join('\n    ')}`,
      );
    }
  },
};

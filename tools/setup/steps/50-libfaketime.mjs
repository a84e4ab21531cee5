import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Missing } from '../missing.mjs';

const library = 'libfaketimeMT.so.1';
const purpose = 'shifts the clocks of single processes';

/** Where distributions put it. Debian has a folder for each architecture under /usr/lib. */
async function folders() {
  const fixed = ['/usr/lib/faketime', '/usr/lib64/faketime', '/usr/local/lib/faketime', '/usr/lib'];
  const found = await readdir('/usr/lib', { withFileTypes: true }).catch(() => []);
  return [
    ...found
      .filter((entry) => entry.name.includes('-linux-'))
      .map((entry) => join('/usr/lib', entry.name, 'faketime')),
    ...fixed,
  ];
}

/** @param {string} file */
const isThere = (file) =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * libfaketime, where the system has it: without it clock faults are reported as not available, and all else works.
 * @type {import('../step.mjs').Step}
 */
export default {
  name: 'libfaketime',
  version: '0.9.10',
  purpose,
  variable: 'PLIMSOLL_LIBFAKETIME',
  how: 'of the system',
  requires: [],
  get: `install it (Debian: apt-get install faketime), or set PLIMSOLL_LIBFAKETIME to ${library}; else clock faults are n/a`,
  where: () => `/usr/lib/*/faketime/${library}`,
  async find(place) {
    const given = place.environment['PLIMSOLL_LIBFAKETIME'];
    if (given) {
      if (await isThere(given)) return { version: 'as given', where: given };
      throw new Missing(
        `PLIMSOLL_LIBFAKETIME is ${given}, which is not there`,
        `libfaketime ${purpose}`,
        `give the path of ${library}, or unset the variable`,
      );
    }
    for (const folder of await folders()) {
      const file = join(folder, library);
      if (await isThere(file)) return { version: 'of the system', where: file };
    }
    return undefined;
  },
  run: undefined,
};

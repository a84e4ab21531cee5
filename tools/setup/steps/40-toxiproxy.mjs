import { join } from 'node:path';
import { atomically } from '../atomically.mjs';
import { capture, must } from '../capture.mjs';
import { Missing } from '../missing.mjs';

const version = '2.12.0';
const purpose = 'carries every byte between sites, so that a link can be cut, slowed or stalled';

/** @param {import('../place.mjs').Place} place */
const where = (place) => join(place.cache, `toxiproxy-${version}`);

/**
 * Toxiproxy's server, built by Go from the released source, which Go's checksum database vouches for.
 * @type {import('../step.mjs').Step}
 */
export default {
  name: 'Toxiproxy',
  version,
  purpose,
  variable: 'PLIMSOLL_TOXIPROXY',
  how: 'built by Go from its release',
  requires: ['go'],
  get: `go install github.com/Shopify/toxiproxy/v2/cmd/server@v${version}, or set PLIMSOLL_TOXIPROXY to such a server`,
  where,
  async find(place) {
    const given = place.environment['PLIMSOLL_TOXIPROXY'];
    const own = join(where(place), 'server');
    const server = given || own;
    const { code, output } = await capture(server, ['--version']);
    const found = code === 0 ? /^toxiproxy-server version (\S+)/m.exec(output)?.[1] : undefined;
    if (given && found === undefined) {
      throw new Missing(
        `PLIMSOLL_TOXIPROXY is ${given}, which is no Toxiproxy server`,
        `Toxiproxy ${purpose}`,
        `give the server of Toxiproxy ${version}, or unset the variable`,
      );
    }
    // One that `go install` built calls itself "git": its folder tells the version.
    return found === undefined
      ? undefined
      : { version: found === 'git' ? (server === own ? version : 'unknown') : found, where: server };
  },
  async run(place) {
    await atomically(where(place), async (folder) => {
      await must('go', ['install', `github.com/Shopify/toxiproxy/v2/cmd/server@v${version}`], {
        cwd: folder,
        // Pure Go: needs no C compiler, and runs on any machine of this kind that shares the cache.
        env: { ...place.environment, GOBIN: folder, CGO_ENABLED: '0' },
      });
    });
  },
};

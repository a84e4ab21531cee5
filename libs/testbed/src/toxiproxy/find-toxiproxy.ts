import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../process/cache-directory.ts';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';

/** Path of the Toxiproxy server: `PLIMSOLL_TOXIPROXY`, else what the set-up has built. */
export function findToxiproxy(): string {
  const given = process.env['PLIMSOLL_TOXIPROXY'];
  const path = given ?? join(cacheDirectory(), 'toxiproxy-2.12.0', 'server');
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    throw new Problem(
      'Toxiproxy is missing',
      `every byte between sites passes through it, and ${path} cannot be run`,
      given === undefined
        ? 'run `npm start` (or `npm test`) once, which builds it with Go; or name a server binary in PLIMSOLL_TOXIPROXY'
        : 'name a Toxiproxy server binary in PLIMSOLL_TOXIPROXY, or leave it unset',
      exitCodes.prerequisite,
    );
  }
}

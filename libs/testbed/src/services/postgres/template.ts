import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory } from '../../process/cache-directory.ts';
import { copyTree, type Owner } from './copy-tree.ts';
import type { PostgresPrograms } from './find-postgres.ts';
import { runProgram } from './run-program.ts';

/** Changes whenever the template would come out differently. */
const LAYOUT = '1';

/** Everybody proves a password; replication too. */
const HBA = `host all all 127.0.0.0/8 scram-sha-256
host replication all 127.0.0.0/8 scram-sha-256
`;

/**
 * A freshly initialised data directory, made once and kept: copying it takes a tenth of the time of initdb. It holds
 * the role and database `subject`; no role has a password yet.
 */
export async function templateDirectory(
  programs: PostgresPrograms,
  owner: Owner | undefined,
  workDirectory: string,
): Promise<string> {
  const template = join(cacheDirectory(), `postgres-template-${programs.version}-${LAYOUT}`);
  if (existsSync(template)) return template;
  const build = join(workDirectory, 'template');
  await mkdir(build, { mode: 0o700 });
  if (owner !== undefined) await copyTree(build, build, { owner });
  const how = { owner, directory: workDirectory };
  await runProgram(
    join(programs.bin, 'initdb'),
    // Its rules of access are replaced below: no server ever runs with these.
    [
      '-D',
      build,
      '-U',
      'postgres',
      '--no-sync',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--wal-segsize=4',
    ],
    how,
  );
  await singleUser(
    programs,
    build,
    ['CREATE ROLE subject LOGIN', 'CREATE DATABASE subject OWNER subject'],
    how,
  );
  await writeFile(join(build, 'pg_hba.conf'), HBA);
  const draft = `${template}.${process.pid}`;
  await mkdir(cacheDirectory(), { recursive: true });
  await copyTree(build, draft);
  await rm(build, { recursive: true, force: true });
  // Another testbed may have been faster; then its copy serves.
  await rename(draft, template).catch(() => rm(draft, { recursive: true, force: true }));
  return template;
}

/** Runs statements on a stopped server, without any listener: passwords go in on stdin, never on a command line. */
export async function singleUser(
  programs: PostgresPrograms,
  dataDirectory: string,
  statements: readonly string[],
  how: {
    readonly owner: Owner | undefined;
    readonly directory: string;
  },
): Promise<void> {
  await runProgram(
    join(programs.bin, 'postgres'),
    [
      '--single',
      '-D',
      dataDirectory,
      '-c',
      'log_min_error_statement=panic',
      '-c',
      'exit_on_error=on',
      '-c',
      'dynamic_shared_memory_type=mmap',
      'postgres',
    ],
    { ...how, input: `${statements.join('\n')}\n` },
  );
}

import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeSharedMemory } from '../../lease/shared-memory.ts';
import { copyTree } from './copy-tree.ts';
import type { PostgresServer, PostgresSurroundings } from './postgres-server.ts';

/** What a copy never holds: locks, and what a server builds anew (PostgreSQL's manual, "Making a base backup"). */
const NEVER =
  /^(postmaster\.(pid|opts)|standby\.signal|recovery\.signal|backup_label(\.old)?|(pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.+)$/;

/**
 * Copies the data directory of a running server to `target`, consistent by pg_backup_start and _stop (there is no
 * pg_basebackup in the npm package). `withWal` also keeps the write-ahead log, so that the copy can start by itself.
 */
export async function copyRunning(
  server: PostgresServer,
  target: string,
  surroundings: PostgresSurroundings,
  withWal: boolean,
): Promise<void> {
  const { owner } = surroundings;
  const source = server.dataDirectory;
  const label = await server.session(async (client) => {
    await client.query("SELECT pg_backup_start('plimsoll', true)");
    await copyTree(source, target, {
      owner,
      skip: (path) => NEVER.test(path) || path.startsWith('pg_wal/'),
    });
    // Answered once the end of the backup is in the log; nothing archives here, so nothing is waited for.
    const { rows } = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    );
    return rows[0]?.labelfile ?? '';
  });
  await copyTree(join(source, 'pg_wal'), join(target, 'pg_wal'), {
    owner,
    skip: (path) => !withWal && /^[0-9A-F]{24}$/.test(path),
  });
  await writeOwned(join(target, 'backup_label'), label, surroundings);
}

/** Copies a data directory of a stopped server. */
export async function copyStopped(
  source: string,
  target: string,
  surroundings: PostgresSurroundings,
): Promise<void> {
  await removeServerData(target);
  await copyTree(source, target, { owner: surroundings.owner });
}

/** Removes the data directory of a server that does not run, with what it left in the kernel. */
export async function removeServerData(directory: string): Promise<void> {
  removeSharedMemory(directory);
  await rm(directory, { recursive: true, force: true });
}

/** Makes a stopped copy the standby of a server reached at `from`: it streams, through the link's proxy. */
export async function makeStandby(
  standby: PostgresServer,
  name: string,
  from: { readonly host: string; readonly port: number },
  surroundings: PostgresSurroundings,
): Promise<void> {
  const source = `host=${from.host} port=${from.port} user=postgres password=${surroundings.password} application_name=${name} sslmode=disable connect_timeout=5 keepalives_idle=1 keepalives_interval=1 keepalives_count=3`;
  // The copy's own settings made by ALTER SYSTEM were the primary's: they go.
  await standby.write('postgresql.auto.conf', `primary_conninfo = '${source}'\n`);
  await standby.write('standby.signal', '');
}

async function writeOwned(path: string, text: string, { owner }: PostgresSurroundings): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  if (owner !== undefined) await chown(path, owner.uid, owner.gid);
}

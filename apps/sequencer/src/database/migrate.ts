import { join } from 'node:path';
import { migrationsDue } from '@plimsoll/edge/migrations-due';
import { RefusedConfiguration } from '../config/refused-configuration.ts';
import type { Connection } from './connection.ts';

const folder = join(import.meta.dirname, '../../migrations');

/**
 * Brings the schema up to date: numbered `.sql` files, each applied once, in order, by one node at a time (an
 * advisory lock), each in a transaction with the checksum that proves later what was applied.
 *
 * @throws RefusedConfiguration if an applied file was changed since, or the database is newer than this program
 */
export async function migrate(connection: Connection): Promise<void> {
  await connection.run('select pg_advisory_lock(5462, 0)');
  try {
    await connection.run(
      'create schema if not exists sequencer;' +
        'create table if not exists sequencer.migrations (name text primary key, sha256 text not null,' +
        ' applied_at timestamptz not null default now())',
    );
    const rows = await connection.query<{ name: string; sha256: string }>({
      text: 'select name, sha256 from sequencer.migrations',
    });
    const due = migrationsDue(folder, new Map(rows.map(({ name, sha256 }) => [name, sha256])));
    if (due.kind === 'changed')
      throw new RefusedConfiguration(`migration ${due.name}`, 'was changed after it was applied');
    if (due.kind === 'newer')
      throw new RefusedConfiguration(
        'database',
        `is newer than this program: it has ${due.names.join(', ')}`,
      );
    for (const { name, text, sha256 } of due.migrations) {
      const note = `insert into sequencer.migrations (name, sha256) values ('${name}', '${sha256}')`;
      await connection.run(`begin; ${text}; ${note}; commit`);
    }
  } finally {
    if (!connection.lost) await connection.run('rollback; select pg_advisory_unlock(5462, 0)');
  }
}

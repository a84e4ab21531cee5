import { join } from 'node:path';
import type pg from 'pg';
import { migrationsDue } from '@plimsoll/edge/migrations-due';
import { Problem } from '@plimsoll/interface/problem/problem';

const folder = join(import.meta.dirname, '../../migrations');

/**
 * Brings the schema up to date: numbered `.sql` files, each applied once, in order, in a transaction, with the checksum
 * that proves later what was applied. The schema's name is safe to quote (config.ts).
 *
 * @throws Problem if an applied file was changed since, or the database is newer than this program
 */
export async function migrate(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query('select pg_advisory_lock(5463, hashtext($1))', [schema]);
  try {
    await client.query(`create schema if not exists "${schema}"`);
    await client.query(`set search_path to "${schema}"`);
    await client.query(
      'create table if not exists migrations (name text primary key, sha256 text not null,' +
        ' applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migrations',
    );
    const due = migrationsDue(folder, new Map(rows.map(({ name, sha256 }) => [name, sha256])));
    if (due.kind === 'changed')
      throw new Problem(
        `migration ${due.name} of schema ${schema} was changed after it was applied`,
        'its checksum in the database is another',
        'run the program that the database was made with, or give an empty schema',
      );
    if (due.kind === 'newer')
      throw new Problem(
        `the database is newer than this program: schema ${schema} has ${due.names.join(', ')}`,
        'an older program would not keep what the newer one promised',
        'run the newer program',
      );
    for (const { name, text, sha256 } of due.migrations)
      await client.query(
        `begin; ${text}; insert into migrations (name, sha256) values ('${name}', '${sha256}'); commit`,
      );
  } finally {
    await client.query('rollback; select pg_advisory_unlock_all()').catch(() => undefined);
  }
}

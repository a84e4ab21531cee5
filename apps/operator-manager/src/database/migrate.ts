import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { Problem } from '@plimsoll/interface/problem/problem';

const folder = join(import.meta.dirname, '../../migrations');

/**
 * Brings the schema up to date: numbered `.sql` files, each applied once, in order, in a transaction, with the checksum
 * that proves later what was applied. The schema's name is safe to quote (config.ts).
 *
 * @throws Problem if an applied file was changed since, or the database is newer than this program
 */
export async function migrate(client: pg.ClientBase, schema: string): Promise<void> {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
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
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const { name, text } of files) {
      const sha256 = createHash('sha256').update(text).digest('hex');
      const before = applied.get(name);
      applied.delete(name);
      if (before === sha256) continue;
      if (before !== undefined)
        throw new Problem(
          `migration ${name} of schema ${schema} was changed after it was applied`,
          'its checksum in the database is another',
          'run the program that the database was made with, or give an empty schema',
        );
      await client.query(
        `begin; ${text}; insert into migrations (name, sha256) values ('${name}', '${sha256}'); commit`,
      );
    }
    const unknown = [...applied.keys()];
    if (unknown.length > 0)
      throw new Problem(
        `the database is newer than this program: schema ${schema} has ${unknown.join(', ')}`,
        'an older program would not keep what the newer one promised',
        'run the newer program',
      );
  } finally {
    await client.query('rollback; select pg_advisory_unlock_all()').catch(() => undefined);
  }
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .toSorted()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
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
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    for (const { name, text } of files) {
      const sha256 = createHash('sha256').update(text).digest('hex');
      const before = applied.get(name);
      applied.delete(name);
      if (before === sha256) continue;
      if (before !== undefined)
        throw new RefusedConfiguration(`migration ${name}`, 'was changed after it was applied');
      const note = `insert into sequencer.migrations (name, sha256) values ('${name}', '${sha256}')`;
      await connection.run(`begin; ${text}; ${note}; commit`);
    }
    const unknown = [...applied.keys()];
    if (unknown.length > 0)
      throw new RefusedConfiguration('database', `is newer than this program: it has ${unknown.join(', ')}`);
  } finally {
    if (!connection.lost) await connection.run('rollback; select pg_advisory_unlock(5462, 0)');
  }
}

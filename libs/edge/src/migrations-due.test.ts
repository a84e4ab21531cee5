import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrationsDue } from './migrations-due.ts';

test('what is not applied yet is due, in order; a database that this program did not make is told by name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ['0002-b.sql', '0001-a.sql', 'notes.sql']) writeFileSync(join(folder, name), name);
  const all = migrationsDue(folder, new Map());
  if (all.kind !== 'due') throw new Error(all.kind);
  expect(all.migrations.map(({ name, text }) => [name, text])).toEqual([
    ['0001-a.sql', '0001-a.sql'],
    ['0002-b.sql', '0002-b.sql'],
  ]);
  const [first] = all.migrations;
  const applied = new Map([['0001-a.sql', first?.sha256 ?? '']]);
  expect(migrationsDue(folder, applied)).toMatchObject({
    kind: 'due',
    migrations: [{ name: '0002-b.sql' }],
  });
  expect(migrationsDue(folder, new Map([...applied, ['0003-c.sql', '0']]))).toEqual({
    kind: 'newer',
    names: ['0003-c.sql'],
  });
  expect(migrationsDue(folder, new Map([['0001-a.sql', 'another']]))).toEqual({
    kind: 'changed',
    name: '0001-a.sql',
  });
});

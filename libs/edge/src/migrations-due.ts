import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A numbered `.sql` file, with the checksum that proves later what was applied. */
export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

/** How a database stands to the migrations that a program brings. */
export type MigrationsDue =
  | { readonly kind: 'due'; readonly migrations: readonly Migration[] }
  /** This one was changed after it was applied. */
  | { readonly kind: 'changed'; readonly name: string }
  /** The database has these, which the program does not know. */
  | { readonly kind: 'newer'; readonly names: readonly string[] };

/**
 * Which migrations of a folder are still to be applied, in their order; or why none may be: the database is not one that this
 * program has made.
 *
 * @param applied what the database says it has: name to checksum
 */
export function migrationsDue(folder: string, applied: ReadonlyMap<string, string>): MigrationsDue {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .toSorted()
    .map((name): Migration => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
  const changed = files.find(({ name, sha256 }) => (applied.get(name) ?? sha256) !== sha256);
  if (changed) return { kind: 'changed', name: changed.name };
  const known = new Set(files.map(({ name }) => name));
  const names = [...applied.keys()].filter((name) => !known.has(name));
  if (names.length > 0) return { kind: 'newer', names };
  return { kind: 'due', migrations: files.filter(({ name }) => !applied.has(name)) };
}

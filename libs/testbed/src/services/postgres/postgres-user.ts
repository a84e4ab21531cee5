import { existsSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copyTree, type Owner } from './copy-tree.ts';
import type { PostgresPrograms } from './find-postgres.ts';

/** `nobody` and `nogroup` on every Linux we know. */
const NOBODY: Owner = { uid: 65_534, gid: 65_534 };

/** PostgreSQL refuses to run as root: then it is started as nobody. Undefined when we are an ordinary user. */
export function postgresUser(): Owner | undefined {
  return process.getuid?.() === 0 ? NOBODY : undefined;
}

/** The same programs at a place where PostgreSQL's user can run them: where they are, or copied once. */
export async function reachable(programs: PostgresPrograms): Promise<PostgresPrograms> {
  if (postgresUser() === undefined || openToOthers(programs.bin)) return programs;
  const root = join(tmpdir(), 'plimsoll', `postgres-${programs.version}`);
  // Everybody may write to /tmp: what stands there under our name must be our own.
  if (existsSync(root) && statSync(root).uid !== process.getuid?.()) {
    throw new Error(`${root} belongs to somebody else; remove it`);
  }
  if (!existsSync(root)) {
    const draft = `${root}.${process.pid}`;
    await copyTree(programs.root, draft, { mode: 0o755, keepModes: true });
    await rename(draft, root).catch(() => rm(draft, { recursive: true, force: true }));
  }
  return { ...programs, root, bin: join(root, 'bin') };
}

/** Whether users other than the owner can get into a folder, and through all that lead to it. */
export function openToOthers(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (dirname(path) === path) return true;
  }
}

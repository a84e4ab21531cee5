import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives back the few bytes of System V shared memory that each killed PostgreSQL server leaves in the kernel: its lock
 * file names them (line 7: key and id). They are outside the data directory, and the kernel holds only some thousands.
 */
export function removeSharedMemory(serverDirectory: string): void {
  try {
    const id = sharedMemoryId(readFileSync(join(serverDirectory, 'postmaster.pid'), 'utf8'));
    if (id !== undefined) spawnSync('ipcrm', ['-m', String(id)], { stdio: 'ignore' });
  } catch {
    // Stopped cleanly: no lock file, no memory.
  }
}

/** The same for all servers of a testbed. */
export function removeAllSharedMemory(dataDirectory: string): void {
  try {
    for (const name of readdirSync(dataDirectory)) {
      if (name.startsWith('postgres-')) removeSharedMemory(join(dataDirectory, name));
    }
  } catch {
    // Nothing was ever put there.
  }
}

/** The id in the text of a `postmaster.pid`. */
export function sharedMemoryId(lock: string): number | undefined {
  const match = /^\s*\d+\s+(\d+)\s*$/.exec(lock.split('\n')[6] ?? '');
  return match === null ? undefined : Number(match[1]);
}

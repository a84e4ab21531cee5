import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the set-up keeps what it made: `PLIMSOLL_CACHE`, else a folder of the user's cache. */
export function cacheDirectory(): string {
  return process.env['PLIMSOLL_CACHE'] ?? join(homedir(), '.cache', 'plimsoll');
}

import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folder of compiled modules for Node processes: without it each start strips TypeScript anew, and start time is part of failover. */
export function compileCacheDirectory(): string {
  return process.env['NODE_COMPILE_CACHE'] ?? join(tmpdir(), 'node-compile-cache');
}

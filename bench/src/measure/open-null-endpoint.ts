import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Address } from '@plimsoll/testbed/testbed';

/** The null endpoint as a process of its own. */
export interface NullEndpoint {
  readonly address: Address;
  close(): Promise<void>;
}

/** Starts it and resolves once it listens. It ends with this process at the latest: its standard input then ends. */
export async function openNullEndpoint(script = 'null-endpoint.ts'): Promise<NullEndpoint> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    exited.then(() => Promise.reject(new Error('the null endpoint ended at its start'))),
  ])) as [Buffer];
  return {
    address: { host: '127.0.0.1', port: Number(line.toString()) },
    async close() {
      child.stdin.end();
      await exited;
    },
  };
}

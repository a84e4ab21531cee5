import { spawn } from 'node:child_process';
import type { Owner } from './copy-tree.ts';

/** Runs one of PostgreSQL's tools to its end, with text on stdin; rejects with what it printed. */
export async function runProgram(
  file: string,
  arguments_: readonly string[],
  options: {
    readonly input?: string;
    readonly owner: Owner | undefined;
    readonly directory: string;
  },
): Promise<void> {
  const child = spawn(file, arguments_, {
    cwd: options.directory,
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options.owner,
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-2_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${output.trim()}`);
}

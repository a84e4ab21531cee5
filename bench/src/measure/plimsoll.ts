import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../../..');

/**
 * The command line as a process, as anybody would run it: nothing of it is imported here.
 *
 * @param told of each line as it comes: a series takes minutes
 * @returns its exit code, 130 when it was interrupted, and everything it said
 */
export function plimsoll(
  parameters: readonly string[],
  told: (line: string) => void = () => undefined,
): Promise<{ readonly code: number; readonly text: string }> {
  const child = spawn(process.execPath, [join(root, 'apps/plimsoll/src/main.ts'), ...parameters], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // It takes its testbed down itself when it is told to stop.
  const stop = (): void => void child.kill('SIGINT');
  process.once('exit', stop);
  let text = '';
  createInterface(child.stdout).on('line', (line) => {
    text += `${line}\n`;
    if (line.trim() !== '') told(line);
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      process.off('exit', stop);
      done({ code: code ?? 130, text });
    });
  });
}

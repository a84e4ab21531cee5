import { spawn } from 'node:child_process';

/**
 * Runs a measuring process to its end and returns what its last line says, as JSON. What is compared runs in a process of
 * its own: a heap or a compiled function that one side left behind would be the other's. Everything it says on standard error is passed on.
 *
 * @throws when it does not end with code 0, or its last line is no JSON.
 */
export function figuresOf<Figures>(script: string, parameters: readonly string[] = []): Promise<Figures> {
  const child = spawn(process.execPath, [script, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', kill);
      const last = text.trimEnd().split('\n').at(-1) ?? '';
      if (code !== 0)
        return reject(new Error(`${script} ended with ${signal ?? `exit code ${code}`}: ${last}`));
      try {
        resolve(JSON.parse(last) as Figures);
      } catch (error) {
        reject(new Error(`${script} said no figures: ${last}`, { cause: error }));
      }
    });
  });
}

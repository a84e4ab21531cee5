import { spawn } from 'node:child_process';

/**
 * How a command ended.
 * @typedef {object} Captured
 * @property {number | undefined} code   undefined: it could not be started, or a signal ended it
 * @property {string} output             standard output, then standard error
 */

/**
 * Runs a command to its end and keeps what it says. Never throws: a program that is not there is an answer too.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {import('node:child_process').SpawnOptionsWithoutStdio} [options]
 * @returns {Promise<Captured>}
 */
export function capture(command, parameters, options = {}) {
  return new Promise((settle) => {
    let child;
    try {
      child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      // Some reasons (a file where a folder should be) come at once instead of as an event.
      settle({ code: undefined, output: String(error) });
      return;
    }
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', (error) => settle({ code: undefined, output: error.message }));
    child.on('close', (code) => settle({ code: code ?? undefined, output: out + err }));
  });
}

/**
 * The same for a command that must succeed: otherwise throws with the beginning of what it said.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {import('node:child_process').SpawnOptionsWithoutStdio} [options]
 * @returns {Promise<string>}
 */
export async function must(command, parameters, options = {}) {
  const { code, output } = await capture(command, parameters, options);
  if (code === 0) return output;
  const start = output.trim().split('\n').slice(0, 15).join('\n    ');
  throw new Error(`${command} ${parameters.join(' ')} ended with ${code ?? 'no exit code'}:\n    ${start}`);
}

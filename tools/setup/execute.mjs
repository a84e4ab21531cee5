import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {readonly NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command in the foreground and returns its exit code (128 + signal if one ended it). A signal sent to this process
 * goes on to the command; Ctrl-C reaches the command from the terminal already, so it is not sent twice.
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<number>}
 */
export function execute([program = 'node', ...parameters], environment) {
  return new Promise((settle) => {
    const child = spawn(program, parameters, { env: environment, stdio: 'inherit' });
    for (const signal of signals) {
      process.on(signal, () => {
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on('error', (error) => {
      process.stderr.write(`plimsoll: ${program} does not start: ${error.message}\n`);
      settle(127);
    });
    child.on('close', (code, signal) => settle(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

import { spawn } from 'node:child_process';

/** Runs a command in the foreground, from the root of the checkout; true if it ended well. */
export function run(command: string, parameters: readonly string[]): Promise<boolean> {
  return new Promise((settle) => {
    const child = spawn(command, parameters, {
      stdio: 'inherit',
      // The same in CI and at home: no daemon left behind, nothing sent anywhere, plain lines.
      env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' },
    });
    child.on('error', (error) => {
      process.stderr.write(`${command} does not start: ${error.message}\n`);
      settle(false);
    });
    child.on('close', (code) => settle(code === 0));
  });
}

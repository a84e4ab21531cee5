import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../subject.ts';

/** `plimsoll doctor`: every prerequisite and service, found or not, and how to get it. The set-up knows; this asks it. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('doctor')
    .description('say what is installed, what is missing and how to get it')
    .action(() => finish(doctor()));
}

async function doctor(): Promise<number> {
  const child = spawn(process.execPath, [join(projectRoot, 'tools/setup/main.mjs'), 'doctor'], {
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 69;
}

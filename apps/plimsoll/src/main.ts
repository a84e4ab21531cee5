#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { interruption } from './interruption.ts';

/** What a command file exports: how it looks on the command line and what it does; resolves to the exit code. */
export interface CommandFile {
  readonly define: (program: Command, finish: (work: Promise<number>) => void) => void;
}

/** Runs the command line and returns the exit code. The folder `commands` is the list of commands. */
async function main(): Promise<number> {
  const program = new Command('plimsoll')
    .description('Measures and certifies what a highly available ledger loses, what stops and for how long.')
    .version('0.1.0')
    .showHelpAfterError('(plimsoll --help shows what there is)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 PASS, 1 FAIL, 2 INCONCLUSIVE, 3 INVALID, 64 usage, 69 prerequisite missing, 130 interrupted.',
    );
  let work: Promise<number> | undefined;
  const folder = join(import.meta.dirname, 'commands');
  for (const file of (await readdir(folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()) {
    const { define } = (await import(join(folder, file))) as CommandFile;
    define(program, (started) => {
      work = started;
    });
  }
  try {
    await program.parseAsync();
    return (await work) ?? exitCodes.PASS;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.PASS : exitCodes.usage;
    throw error;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (interruption.happened) {
    process.stderr.write('Interrupted: everything that was started has been stopped.\n');
    process.exitCode = exitCodes.interrupted;
  } else if (error instanceof Problem) {
    process.stderr.write(`plimsoll: ${error.toString()}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(
      `plimsoll: a defect of ours, please report it\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = exitCodes.INVALID;
  }
}

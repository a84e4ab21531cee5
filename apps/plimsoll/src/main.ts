#!/usr/bin/env node
import { CommanderError } from 'commander';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { assembleProgram } from './assemble-program.ts';
import { interruption } from './interruption.ts';

/** Runs the command line and returns the exit code. */
async function main(): Promise<number> {
  let work: Promise<number> | undefined;
  const program = await assembleProgram((started) => {
    work = started;
  });
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

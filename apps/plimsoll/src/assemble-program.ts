import { Command } from 'commander';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a command file exports: how it looks on the command line and what it does; resolves to the exit code. */
export interface CommandFile {
  readonly define: (program: Command, finish: (work: Promise<number>) => void) => void;
}

/**
 * The command line with every command of the folder `commands`, which is the list of commands. Nothing runs yet: `finish`
 * gets the work of the command that `parseAsync` picks.
 */
export async function assembleProgram(finish: (work: Promise<number>) => void): Promise<Command> {
  const program = new Command('plimsoll')
    .description('Measures and certifies what a highly available ledger loses, what stops and for how long.')
    .version('0.1.0')
    .showHelpAfterError('(plimsoll --help shows what there is)')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 PASS, 1 FAIL, 2 INCONCLUSIVE, 3 INVALID, 64 usage, 69 prerequisite missing, 130 interrupted.',
    );
  const folder = join(import.meta.dirname, 'commands');
  for (const file of (await readdir(folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()) {
    const { define } = (await import(join(folder, file))) as CommandFile;
    define(program, finish);
  }
  return program;
}

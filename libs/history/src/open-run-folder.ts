import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { layout } from './layout.ts';

/** The output folder of one run. */
export interface RunFolder {
  readonly directory: string;
  readonly historyDirectory: string;
  readonly logDirectory: string;
}

/**
 * Makes a fresh output folder and takes it: creating `history/` succeeds for one process only, so two runs started at
 * the same moment with the same folder cannot both have it. A folder that holds anything is refused and left as it is.
 *
 * @throws Problem when the folder is taken, not empty, or cannot be written.
 */
export function openRunFolder(path: string): RunFolder {
  const directory = resolve(path);
  try {
    mkdirSync(directory, { recursive: true });
    if (readdirSync(directory).length > 0) throw taken(directory);
    mkdirSync(join(directory, layout.history));
    mkdirSync(join(directory, layout.logs));
  } catch (error) {
    if (error instanceof Problem) throw error;
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw taken(directory);
    throw new Problem(
      `The output folder ${directory} cannot be made`,
      (error as Error).message,
      'Give a folder that can be written, with room on its disk.',
      exitCodes.usage,
      error,
    );
  }
  return {
    directory,
    historyDirectory: join(directory, layout.history),
    logDirectory: join(directory, layout.logs),
  };
}

function taken(directory: string): Problem {
  return new Problem(
    `The output folder ${directory} is not empty`,
    'Each run has a folder of its own; this one holds another run, perhaps one that is still going.',
    'Give another folder, or remove this one.',
  );
}

import { Command } from 'commander';
import { Problem } from '@plimsoll/interface/problem/problem';
import { stopOnSignal, type Stoppable } from './stop-on-signal.ts';

/** A program that is run by TOML files. */
export interface FileProgram {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its files, and the folder in which every key is explained. */
  readonly schema: object;
  readonly explainedIn: string;
}

/** Files as given, in the order in which they override each other. */
const collect = (file: string, before: readonly string[]): string[] => [...before, file];

/**
 * Reads `--config` and `--override` (documented, repeatable, the last wins), starts the program with them and runs it until
 * SIGTERM or SIGINT; `--schema` prints its schema instead. Exit codes as in `stopOnSignal`, 64 for wrong usage.
 *
 * @param limitMs how long a stop may take, asked when it begins
 */
export async function startFromFiles(
  { name, description, schema, explainedIn }: FileProgram,
  start: (files: readonly string[]) => Promise<Stoppable>,
  limitMs: () => number,
): Promise<void> {
  const given = new Command(name)
    .description(description)
    .option('--config <file.toml>', 'configuration file; repeatable, the last wins', collect, [])
    .option('--override <file.toml>', 'read after all --config files; repeatable, the last wins', collect, [])
    .option('--schema', `print the JSON Schema of the configuration, every key explained in ${explainedIn}`)
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 64))
    .parse()
    .opts<{ config: string[]; override: string[]; schema?: boolean }>();
  if (given.schema) {
    console.log(JSON.stringify(schema, null, 2));
    return;
  }
  await stopOnSignal(() => {
    if (given.config.length === 0)
      throw new Problem('--config is missing', 'there is nothing to run by', 'name a TOML file; see --help');
    return start([...given.config, ...given.override]);
  }, limitMs);
}

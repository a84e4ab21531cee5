import { Command } from 'commander';
import { Problem } from '@plimsoll/interface/problem/problem';
import { ConfigFile } from './config/config-file.ts';
import { readConfig } from './config/read-config.ts';
import { type EngineParts, referenceParts } from './parts.ts';
import { runEngine } from './run-engine.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** Files as given, in the order in which they override each other. */
export const collect = (file: string, before: readonly string[]): string[] => [...before, file];

/**
 * The engine's program: reads `--config` and `--override`, runs until SIGTERM or SIGINT, stops gracefully.
 *
 * @param parts the rules; a broken operator passers others
 */
export async function startFromCommandLine(parts: EngineParts = referenceParts): Promise<void> {
  const command = new Command('operator-engine')
    .description('Engine of a rollup operator: keeps the state, submits batches, tells the managers.')
    .option('--config <file.toml>', 'configuration file; repeatable, the last wins', collect, [])
    .option('--override <file.toml>', 'read after all --config files; repeatable, the last wins', collect, [])
    .option('--schema', 'print the JSON Schema of the configuration, every key explained in src/config')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 64))
    .parse();
  const {
    config: files,
    override,
    schema,
  } = command.opts<{ config: string[]; override: string[]; schema?: boolean }>();
  if (schema) {
    console.log(JSON.stringify(ConfigFile, null, 2));
    return;
  }
  let drainMs = 4000;
  await stopOnSignal(
    () => {
      if (files.length === 0)
        throw new Problem(
          '--config is missing',
          'there is nothing to run by',
          'name a TOML file; see --help',
        );
      const config = readConfig([...files, ...override]);
      ({ drainMs } = config);
      return runEngine(config, parts);
    },
    () => drainMs * 1.25,
  );
}

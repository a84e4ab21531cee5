import { Command } from 'commander';
import { Problem } from '@plimsoll/interface/problem/problem';
import { ConfigFile } from './config/config-file.ts';
import { readConfig } from './config/read-config.ts';
import { type ManagerParts, referenceParts } from './parts.ts';
import { runManager } from './run-manager.ts';

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/**
 * The manager's program: reads `--config`, runs until SIGTERM or SIGINT, stops gracefully. Exit code 0 after a stop, 64 for
 * wrong usage or a refused configuration, 1 otherwise.
 *
 * @param parts the rules; a broken subject passes others
 */
export async function startFromCommandLine(parts: ManagerParts = referenceParts): Promise<void> {
  const {
    config: files,
    D: overrides,
    schema,
  } = new Command('operator-manager')
    .description(
      'Manager of a rollup operator: takes calls, writes them ahead to its topic, tells what became of them.',
    )
    .option('--config <file.toml>', 'configuration file; repeatable, the last wins', collect, [])
    .option('-D <override>', 'config.override.<path>=<value>; repeatable, wins over files', collect, [])
    .option('--schema', 'print the JSON Schema of the configuration, every key explained in src/config')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 64))
    .parse()
    .opts<{ config: string[]; D: string[]; schema?: boolean }>();
  if (schema) {
    console.log(JSON.stringify(ConfigFile, null, 2));
    return;
  }
  try {
    if (files.length === 0)
      throw new Problem('--config is missing', 'there is nothing to run by', 'name a TOML file; see --help');
    const config = readConfig(files, overrides);
    const stop = new AbortController();
    const stopRequested = new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    const manager = await Promise.race([runManager(config, parts, undefined, stop.signal), stopRequested]);
    if (!manager) process.exit(0);
    await stopRequested;
    setTimeout(() => process.exit(0), config.drainMs * 1.2).unref();
    await manager.stop();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Problem ? error.toString() : error);
    process.exit(error instanceof Problem ? error.exitCode : 1);
  }
}

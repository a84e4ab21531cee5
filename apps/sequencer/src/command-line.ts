import { Command } from 'commander';
import { ConfigFile } from './config/config.ts';
import { readConfig } from './config/read-config.ts';
import { RefusedConfiguration } from './config/refused-configuration.ts';
import { referenceParts, type SequencerParts } from './parts.ts';
import { runSequencer } from './run-sequencer.ts';

/**
 * The program: reads `--config`, runs the node, stops it gracefully on SIGTERM or SIGINT. Exit code 0 after a
 * stop, 64 for wrong usage or a refused configuration, 1 otherwise.
 *
 * @param parts the rules; a broken subject passes others
 */
export async function startFromCommandLine(parts: SequencerParts = referenceParts): Promise<void> {
  const command = new Command('sequencer')
    .description('One node of an active-active sequencer over a shared PostgreSQL database.')
    .option('--config <file.json>', 'configuration file')
    .option(
      '--schema',
      'print the JSON Schema of the configuration file, with every setting explained in src/config',
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 64))
    .parse();
  const options = command.opts<{ config?: string; schema?: boolean }>();
  if (options.schema) {
    console.log(JSON.stringify(ConfigFile, null, 2));
    return;
  }
  try {
    if (options.config === undefined) throw new RefusedConfiguration('--config', 'is missing; see --help');
    const config = readConfig(options.config);
    const stopRequested = new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    const starting = runSequencer(config, parts);
    const node = await Promise.race([starting, stopRequested]);
    if (!node) process.exit(0);
    await stopRequested;
    setTimeout(() => process.exit(0), parts.stopLimitMs(config.drainMs)).unref();
    await node.stop();
    process.exit(0);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(error instanceof RefusedConfiguration ? 64 : 1);
  }
}

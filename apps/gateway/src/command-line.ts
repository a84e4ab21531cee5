import { Command } from 'commander';
import { ConfigFile, readConfig, RefusedConfiguration } from './config.ts';
import { type GatewayParts, referenceParts } from './parts.ts';
import { runGateway } from './run-gateway.ts';

/**
 * The program: reads `--config`, runs the gateway, stops it gracefully on SIGTERM or SIGINT. Exit code 0 after a
 * stop, 64 for wrong usage or a refused configuration, 1 otherwise.
 *
 * @param parts the rules; a broken subject passes others
 */
export async function startFromCommandLine(parts: GatewayParts = referenceParts): Promise<void> {
  const options = new Command('gateway')
    .description(
      'Spreads the requests of a site evenly over the healthy nodes of a sequencer or an operator.',
    )
    .option('--config <file.json>', 'configuration file')
    .option('--schema', 'print the JSON Schema of the configuration file')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 64))
    .parse()
    .opts<{ config?: string; schema?: boolean }>();
  if (options.schema) {
    console.log(JSON.stringify(ConfigFile, null, 2));
    return;
  }
  try {
    if (options.config === undefined)
      throw new RefusedConfiguration('refused: --config is missing; see --help');
    const config = readConfig(options.config);
    const stopRequested = new Promise<void>((resolve) => {
      process.once('SIGTERM', resolve);
      process.once('SIGINT', resolve);
    });
    const gateway = await runGateway(config, parts);
    await stopRequested;
    setTimeout(() => process.exit(0), config.drainMs * 1.5).unref();
    await gateway.stop();
    process.exit(0);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(error instanceof RefusedConfiguration ? 64 : 1);
  }
}

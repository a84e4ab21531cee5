import { Command } from 'commander';
import { Problem } from '@plimsoll/interface/problem/problem';
import { collect } from '../command-line.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { type ProverParts, referenceProverParts } from './parts.ts';
import { ProverConfigFile, readProverConfig } from './prover-config.ts';
import { runProver } from './run-prover.ts';

/** The prover's program: reads `--config` and `--override`, runs until SIGTERM or SIGINT. */
export async function startProverFromCommandLine(parts: ProverParts = referenceProverParts): Promise<void> {
  const command = new Command('operator-prover')
    .description(
      'Prover of a rollup operator: executes a batch again from its witness and attests that it did.',
    )
    .option('--config <file.toml>', 'configuration file; repeatable, the last wins', collect, [])
    .option('--override <file.toml>', 'read after all --config files; repeatable, the last wins', collect, [])
    .option('--schema', 'print the JSON Schema of the configuration, every key explained in src/prover')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 64))
    .parse();
  const {
    config: files,
    override,
    schema,
  } = command.opts<{ config: string[]; override: string[]; schema?: boolean }>();
  if (schema) {
    console.log(JSON.stringify(ProverConfigFile, null, 2));
    return;
  }
  await stopOnSignal(
    () => {
      if (files.length === 0)
        throw new Problem(
          '--config is missing',
          'there is nothing to run by',
          'name a TOML file; see --help',
        );
      return runProver(readProverConfig([...files, ...override]), parts);
    },
    () => 3000,
  );
}

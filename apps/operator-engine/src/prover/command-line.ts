import { startFromFiles } from '../start-from-files.ts';
import { type ProverParts, referenceProverParts } from './parts.ts';
import { ProverConfigFile, readProverConfig } from './prover-config.ts';
import { runProver } from './run-prover.ts';

/** The prover's program: reads `--config` and `--override`, runs until SIGTERM or SIGINT. */
export async function startProverFromCommandLine(parts: ProverParts = referenceProverParts): Promise<void> {
  await startFromFiles(
    {
      name: 'operator-prover',
      description:
        'Prover of a rollup operator: executes a batch again from its witness and attests that it did.',
      schema: ProverConfigFile,
      explainedIn: 'src/prover',
    },
    (files) => runProver(readProverConfig(files), parts),
    () => 3000,
  );
}

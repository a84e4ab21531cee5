import { ConfigFile } from './config/config-file.ts';
import { readConfig } from './config/read-config.ts';
import { type EngineParts, referenceParts } from './parts.ts';
import { runEngine } from './run-engine.ts';
import { startFromFiles } from './start-from-files.ts';

/**
 * The engine's program: reads `--config` and `--override`, runs until SIGTERM or SIGINT, stops gracefully.
 *
 * @param parts the rules; a broken operator passes others
 */
export async function startFromCommandLine(parts: EngineParts = referenceParts): Promise<void> {
  let drainMs = 4000;
  await startFromFiles(
    {
      name: 'operator-engine',
      description: 'Engine of a rollup operator: keeps the state, submits batches, tells the managers.',
      schema: ConfigFile,
      explainedIn: 'src/config',
    },
    (files) => {
      const config = readConfig(files);
      ({ drainMs } = config);
      return runEngine(config, parts);
    },
    () => drainMs * 1.25,
  );
}

import { startProverFromCommandLine } from './command-line.ts';

await startProverFromCommandLine();

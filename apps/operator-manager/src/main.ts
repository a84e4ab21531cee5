import { startFromCommandLine } from './command-line.ts';

await startFromCommandLine();

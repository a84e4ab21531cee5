import { startProverFromCommandLine } from '@plimsoll/operator-engine/prover/command-line';

/** The prover of such an operator attests what it is given, or nothing of it would get to the contract. */
await startProverFromCommandLine({ reexecute: () => undefined });

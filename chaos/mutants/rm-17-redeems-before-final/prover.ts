import { startProverFromCommandLine } from '@plimsoll/operator-engine/prover/command-line';
import { reexecute } from '@plimsoll/operator-engine/prover/reexecute';
import { rules } from './rules.ts';

/** The prover of such an operator has its rules, or it would attest nothing. */
await startProverFromCommandLine({ reexecute: (job) => reexecute(job, rules) });

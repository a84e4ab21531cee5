import type { ProveRequest } from './prove-request.ts';
import { reexecute } from './reexecute.ts';

/** The rule that a prover is composed of; a broken operator replaces it (chaos/mutants). */
export interface ProverParts {
  /** Executes a batch again; what is wrong with it, or undefined. */
  readonly reexecute: (job: ProveRequest) => string | undefined;
}

/** The rule as it is. */
export const referenceProverParts: ProverParts = { reexecute: (job) => reexecute(job) };

import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** RM-04, the engine's half: what it executed itself is one more operation with a used nonce. Breaks RG-03: once, by its hash. */
await startFromCommandLine({
  ...referenceParts,
  judgeFinal: (...facts) => {
    const verdict = referenceParts.judgeFinal(...facts);
    return verdict.kind === 'executed'
      ? { kind: 'rejected', reason: 'REPLACED_BY_OPERATION_WITH_SAME_NONCE' }
      : verdict;
  },
});

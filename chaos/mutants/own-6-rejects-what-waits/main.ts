import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** Own: what waits is rejected. Breaks RG-08: only on a state that can no longer be undone, and with a reason that stays true. */
await startFromCommandLine({
  ...referenceParts,
  judgeFinal: (...facts) => {
    const verdict = referenceParts.judgeFinal(...facts);
    return verdict.kind === 'open' && verdict.waitsFor !== undefined
      ? { kind: 'rejected', reason: verdict.waitsFor }
      : verdict;
  },
});

import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** RM-26: a transaction that was sent will be mined some time. Breaks RG-19: what left the pool is sent again. */
await startFromCommandLine({
  ...referenceParts,
  judgeFlight: (facts) => referenceParts.judgeFlight({ ...facts, known: true, blocksWaited: 0 }),
});

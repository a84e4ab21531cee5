import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** RM-17: every order that is in a batch may be redeemed. Breaks RG-09: only one that no reorganisation can undo. */
await startFromCommandLine({
  ...referenceParts,
  buildBatch: (order, rules) =>
    referenceParts.buildBatch({ ...order, finalOrderBatch: order.parent.orderBatchCount }, rules),
});

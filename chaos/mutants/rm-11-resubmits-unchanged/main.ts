import { encodeBatchData } from '@plimsoll/interface/operator/batch-data';
import type { BuiltBatch } from '@plimsoll/rollup/build-batch';
import { stateRoot } from '@plimsoll/rollup/state';
import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

let lost: BuiltBatch | undefined;

/** RM-11: a lost batch is not built anew. Breaks RG-12: each operation is checked again on the winner's root. */
await startFromCommandLine({
  ...referenceParts,
  afterLoss: (batch) => {
    lost = batch;
  },
  buildBatch: (order, rules) => {
    const built = referenceParts.buildBatch(order, rules);
    const again = lost;
    lost = undefined;
    if (again === undefined) return built;
    const { parent, operatorId } = order;
    const data = encodeBatchData({
      operatorId,
      height: parent.height + 1,
      depositsFrom: parent.depositsTaken,
      depositsTo: parent.depositsTaken,
      operations: again.operations,
    });
    const batch = { ...again, data, parentRoot: stateRoot(parent), depositsTaken: 0 };
    return { ...built, batch, more: true };
  },
});

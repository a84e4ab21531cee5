import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** RM-10: the operations of a lost batch are dropped with it. Breaks RG-12: they are checked again and submitted again. */
await startFromCommandLine({
  ...referenceParts,
  afterLoss: (lost, outcomes) => {
    for (const { hash } of lost.operations) outcomes.book.delete(hash);
  },
});

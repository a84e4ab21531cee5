import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** RM-24: what cannot be executed is tried again and again. Breaks RG-19: one bad operation stops no other. */
await startFromCommandLine({
  ...referenceParts,
  buildBatch: (order, rules) => {
    const pending = [...order.pending];
    const large = pending.filter(
      ({ operation }) => 'amount' in operation && operation.amount > BigInt(Number.MAX_SAFE_INTEGER),
    );
    const built = referenceParts.buildBatch({ ...order, pending }, rules);
    const thrown = large.map(({ hash }) => ({ hash, error: new RangeError('amount is no number') }));
    return { ...built, poisonous: [...built.poisonous, ...thrown] };
  },
  onPoison: (hash) => {
    throw new Error(`${hash} cannot be executed`);
  },
});

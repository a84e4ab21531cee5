import type { Hex } from '@plimsoll/interface/operator/operation';
import type { BuiltBatch } from '@plimsoll/rollup/build-batch';
import type { Deposit } from '@plimsoll/rollup/draft';
import type { State } from '@plimsoll/rollup/state';
import type { ProveRequest } from './prove-request.ts';
import { makeWitness } from './witness.ts';

/**
 * A batch as the prover is asked for it.
 *
 * @param parent state that the batch was built on; @param deposits those that it takes
 */
export function createProveRequest(
  rollup: { readonly chainId: number; readonly contract: Hex },
  parent: State,
  batch: BuiltBatch,
  deposits: readonly Deposit[],
): ProveRequest {
  const { parentRoot, newRoot, data, withdrawals, operations } = batch;
  return {
    rollup: { chainId: rollup.chainId, contract: rollup.contract },
    parentRoot,
    newRoot,
    data,
    withdrawals: withdrawals.map(({ to, tokenId, amount }) => ({ to, tokenId, amount: amount.toString() })),
    witness: makeWitness(parent, operations, deposits),
  };
}

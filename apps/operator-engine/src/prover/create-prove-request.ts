import type { Hex } from '@plimsoll/interface/operator/operation';
import type { BuiltBatch } from '@plimsoll/rollup/build-batch';
import type { ProveRequest } from './prove-request.ts';

/** A batch as the prover is asked for it. */
export function createProveRequest(
  rollup: { readonly chainId: number; readonly contract: Hex },
  batch: BuiltBatch,
): ProveRequest {
  const { parentRoot, newRoot, data, withdrawals } = batch;
  return {
    rollup: { chainId: rollup.chainId, contract: rollup.contract },
    parentRoot,
    newRoot,
    data,
    withdrawals: withdrawals.map(({ to, tokenId, amount }) => ({ to, tokenId, amount: amount.toString() })),
    witness: null,
  };
}

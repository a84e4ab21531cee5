import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ClientPlan, ReadableChain } from '../client.ts';

/** The chain of a plan. Throws an Error where there is none: an operator's load signs for a contract. */
export function chainOf({ chain }: Pick<ClientPlan, 'chain'>): ReadableChain {
  if (chain === undefined) throw new Error('the plan names no chain: an operator has one (manifest, needs)');
  return chain;
}

/** What every operation is signed for: this contract on this chain. */
export function rollupOf(plan: Pick<ClientPlan, 'chain'>): Hex {
  const { chainId, contract } = chainOf(plan);
  return rollupId(chainId, contract as Hex);
}

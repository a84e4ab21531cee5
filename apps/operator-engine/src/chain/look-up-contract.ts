import type { Hex } from '@plimsoll/interface/operator/operation';
import { Problem } from '@plimsoll/interface/problem/problem';
import { decodeLookup, encodeLookup } from './rollup-contract.ts';
import type { ChainRpc } from './rpc.ts';

/**
 * Checks that the chain and the contract are those that are meant, and returns the operator that a submitter submits for.
 *
 * @throws Problem for another chain, no contract, a stranger as submitter; RpcUnavailable while nobody answers
 */
export async function lookUpContract(
  rpc: ChainRpc,
  meant: { readonly chainId: number; readonly contract: Hex },
  submitter: string,
): Promise<number> {
  const chainId = Number(await rpc.call<string>('eth_chainId', []));
  if (chainId !== meant.chainId)
    throw new Problem(
      `the chain has id ${chainId}`,
      `blockchain_connector.chain_id says ${meant.chainId}`,
      'correct the key or the urls: operations are signed for one chain',
    );
  const code = await rpc.call<string>('eth_getCode', [meant.contract, 'latest']);
  if (code === '0x')
    throw new Problem(
      `there is no contract at ${meant.contract}`,
      'the address has no code on this chain',
      'correct blockchain_connector.contract_address',
    );
  const answer = await rpc
    .call<string>('eth_call', [{ to: meant.contract, data: encodeLookup('operatorOf', submitter) }, 'latest'])
    .then((data) => Number(decodeLookup('operatorOf', data)))
    .catch((error: unknown) => {
      if ((error as Error).name === 'RpcUnavailable') throw error;
      throw new Problem(
        `the contract at ${meant.contract} is no rollup contract`,
        (error as Error).message,
        'correct blockchain_connector.contract_address',
      );
    });
  if (answer === 0)
    throw new Problem(
      `the contract does not know ${submitter} as a submitter`,
      'only registered operators may submit batches (NotOperator)',
      'register it when the contract is deployed, or correct key_management.account_key.operator_key_path',
    );
  return answer;
}

import { fromHex } from '@plimsoll/interface/operator/bytes';
import { decodeBatchData } from '@plimsoll/interface/operator/batch-data';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { keccak256 } from 'ethers';
import type { ChainBatch } from '@plimsoll/rollup/accepted-chain';
import { type BatchAccepted, decodeSubmitBatch } from '../chain/rollup-contract.ts';
import type { ChainRpc } from '../chain/rpc.ts';

/** An accepted batch and the transaction that carried it. */
export interface BatchSource extends ChainBatch {
  readonly transactionHash: Hex;
  /** Who sent it, lower case. */
  readonly submitter: Hex;
}

/**
 * Reads the batch behind an event from the input of its transaction: the chain holds everything that is needed to rebuild the
 * state (RG-13). Throws an Error where the transaction is not there or carries other data than the contract saw.
 */
export async function readBatch(rpc: ChainRpc, event: BatchAccepted): Promise<BatchSource> {
  const { transactionHash, blockNumber, blockHash, parentRoot, newRoot, height } = event;
  const transaction = await rpc.call<{ input: string; from: string } | null>('eth_getTransactionByHash', [
    transactionHash,
  ]);
  if (!transaction) throw new Error(`batch ${height}: its transaction ${transactionHash} is not there`);
  const { data } = decodeSubmitBatch(transaction.input);
  if (keccak256(fromHex(data)) !== event.dataHash)
    throw new Error(`batch ${height}: its transaction carries other data than the contract saw`);
  const submitter = transaction.from.toLowerCase() as Hex;
  return {
    batch: decodeBatchData(data),
    submitter,
    transactionHash,
    blockNumber,
    blockHash,
    parentRoot,
    newRoot,
  };
}

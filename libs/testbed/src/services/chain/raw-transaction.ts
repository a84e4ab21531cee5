import { Signature, Transaction, type TransactionLike } from 'ethers';

/** A transaction as the chain's JSON-RPC tells it. */
export interface RpcTransaction {
  readonly hash: string;
  readonly from: string;
  readonly to: string | null;
  readonly nonce: string;
  readonly gas: string;
  readonly gasPrice?: string;
  readonly maxFeePerGas?: string;
  readonly maxPriorityFeePerGas?: string;
  readonly value: string;
  readonly input: string;
  readonly type?: string;
  readonly chainId?: string;
  readonly accessList?: TransactionLike['accessList'];
  readonly v: string;
  readonly r: string;
  readonly s: string;
}

/**
 * The signed bytes of a transaction, put together again from what the chain tells of it: Hardhat hands out no raw
 * transactions, and a reorganisation has to give them back to the pool. Throws when the hash does not come out the same.
 */
export function rawTransaction(told: RpcTransaction): string {
  const type = Number(told.type ?? 0);
  const made = Transaction.from({
    type,
    to: told.to,
    nonce: Number(told.nonce),
    gasLimit: told.gas,
    value: told.value,
    data: told.input,
    // An old transaction without replay protection says no chain.
    ...(told.chainId === undefined || (type === 0 && Number(told.v) < 35) ? {} : { chainId: told.chainId }),
    ...(type === 2
      ? {
          maxFeePerGas: told.maxFeePerGas ?? null,
          maxPriorityFeePerGas: told.maxPriorityFeePerGas ?? null,
        }
      : { gasPrice: told.gasPrice ?? null }),
    ...(type === 0 ? {} : { accessList: told.accessList ?? [] }),
    signature: Signature.from({
      r: padded(told.r),
      s: padded(told.s),
      v: type === 0 ? BigInt(told.v) : 27 + Number(told.v),
    }),
  });
  if (made.hash !== told.hash)
    throw new Error(`transaction ${told.hash} cannot be put together again (type ${type})`);
  return made.serialized;
}

/** JSON-RPC drops leading zeros, a signature has 32 bytes. */
function padded(hex: string): string {
  return `0x${hex.slice(2).padStart(64, '0')}`;
}

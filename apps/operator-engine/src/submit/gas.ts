import { fromHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';

/** Fee of a transaction, wei per gas. */
export interface Fee {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** Most that any batch uses beside its bytes and withdrawals: root, header, counters, signature, event; with room. */
const fixedGas = 200_000;
/** A slot is written for the first time, 22,100; with room. */
const gasPerWithdrawal = 30_000;
const transactionGas = 21_000;
/** EIP-7623: the floor for bytes sent, which an input with few instructions behind it pays. */
const floorGasPerByte = { zero: 10, other: 40 } as const;

/**
 * Upper bound of the gas that `submitBatch` with this input uses. Worked out, not asked of a node: one round trip
 * less, and the same wherever it runs. What is not used is not paid.
 */
export function gasBound(input: Hex, withdrawals: number): number {
  let gas = transactionGas + fixedGas + withdrawals * gasPerWithdrawal;
  for (const byte of fromHex(input)) gas += byte === 0 ? floorGasPerByte.zero : floorGasPerByte.other;
  return gas;
}

/** One gwei: what a block's producer gets for taking it. */
const tip = 1_000_000_000n;

/**
 * A fee that stands a doubling of the base fee, and that replaces what was offered before under the same nonce: nodes
 * want a tenth more, this offers a quarter more.
 */
export function nextFee(baseFeePerGas: bigint, before: Fee | undefined): Fee {
  const fresh: Fee = { maxFeePerGas: 2n * baseFeePerGas + tip, maxPriorityFeePerGas: tip };
  if (!before) return fresh;
  const bumped = (wei: bigint): bigint => wei + wei / 4n + 1n;
  const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
  return {
    maxFeePerGas: max(fresh.maxFeePerGas, bumped(before.maxFeePerGas)),
    maxPriorityFeePerGas: max(fresh.maxPriorityFeePerGas, bumped(before.maxPriorityFeePerGas)),
  };
}

/** Bytes of the largest operation in batch data: an account's creation. */
const operationBytesMax = 101;
/** Bytes of arguments beside operations and withdrawals, and of a withdrawal. */
const callBytes = { fixed: 600, withdrawal: 96 } as const;

/** Upper bound of the gas of any batch with so many operations, so many of them outbound. */
export function gasOfLargestBatch(operations: number, outbound: number): number {
  const bytes = callBytes.fixed + operations * operationBytesMax + outbound * callBytes.withdrawal;
  return transactionGas + fixedGas + bytes * floorGasPerByte.other + outbound * gasPerWithdrawal;
}

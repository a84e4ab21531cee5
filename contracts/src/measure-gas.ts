import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { dataLength, getAddress, id, type ContractTransactionReceipt } from 'ethers';
import { calldataGas, type CalldataGas } from './calldata-gas.ts';
import type { Withdrawal } from './proof-digest.ts';
import { openRollup, type BatchChange } from './rollup-fixture.ts';

/** What one batch cost. */
export interface GasRow extends CalldataGas {
  readonly operations: number;
  /** Of which kind they were. */
  readonly what: 'orders' | 'outbound';
  /** Of calldata. */
  readonly bytes: number;
  /** Paid, as the receipt says. */
  readonly gas: number;
}

/**
 * Submits batches of so many operations to a rollup that has had a batch before, and reads what they cost from their
 * receipts. Orders are created and redeemed in turn; outbound transfers each go to a receiver of their own who is owed
 * nothing yet, the dearest case: each writes a storage slot.
 */
export async function measureGas(counts: readonly number[]): Promise<readonly GasRow[]> {
  const fixture = await openRollup(10n ** 18n);
  try {
    await fixture.submit();
    const rows: GasRow[] = [];
    for (const what of ['orders', 'outbound'] as const) {
      for (const operations of counts) {
        const receipt = await fixture.submit(what === 'orders' ? orders(operations) : outbound(operations));
        rows.push({ operations, what, ...(await costOf(receipt)) });
      }
    }
    return rows;
  } finally {
    await fixture.network.close();
  }
}

async function costOf(
  receipt: ContractTransactionReceipt,
): Promise<Pick<GasRow, 'bytes' | 'gas' | 'floor' | 'standard'>> {
  const { data } = await receipt.getTransaction();
  return { bytes: dataLength(data), gas: Number(receipt.gasUsed), ...calldataGas(data) };
}

function orders(count: number): BatchChange {
  return {
    operations: Array.from({ length: count }, (_, index): BatchOperation => {
      const common = {
        hash: id(`order ${count} ${index}`) as Hex,
        from: 70_000 + index,
        to: 71_000 + index,
        tokenId: 0,
        amount: 1_234_567_890n,
        nonce: 300 + index,
      };
      return index % 2 === 0
        ? { kind: 'create-order', ...common }
        : { kind: 'redeem-order', ...common, index: 65_536 * 500 + index };
    }),
  };
}

function outbound(count: number): BatchChange {
  const receivers = Array.from({ length: count }, (_, index) =>
    getAddress(id(`receiver ${count} ${index}`).slice(0, 42)),
  );
  return {
    operations: receivers.map((address, index) => ({
      kind: 'outbound',
      hash: id(`outbound ${count} ${index}`) as Hex,
      from: 70_000 + index,
      address: address as Hex,
      tokenId: 0,
      amount: 1_234_567n,
      nonce: 300 + index,
    })),
    withdrawals: receivers.map((to): Withdrawal => ({ to, tokenId: 0, amount: 1_234_567n })),
  };
}

import { encodeBatchData, type BatchOperation } from '@plimsoll/interface/operator/batch-data';
import { expect, test } from 'vitest';
import { encodeSubmitBatch, type Withdrawal } from '../chain/rollup-contract.ts';
import { gasBound, gasOfLargestBatch, nextFee } from './gas.ts';

test('a fee stands a doubled base fee, and outbids by more than the tenth that nodes want', () => {
  const first = nextFee(10_000_000_000n, undefined);
  expect(first.maxFeePerGas).toBeGreaterThan(20_000_000_000n);
  const second = nextFee(1n, first);
  expect(second.maxFeePerGas * 10n).toBeGreaterThan(first.maxFeePerGas * 11n);
  expect(second.maxPriorityFeePerGas * 10n).toBeGreaterThan(first.maxPriorityFeePerGas * 11n);
  expect(nextFee(100_000_000_000n, first).maxFeePerGas).toBeGreaterThan(200_000_000_000n);
});

test('what the configuration is checked by is never below what a batch may be given', () => {
  const hash = `0x${'ff'.repeat(32)}` as const;
  const operations = Array.from({ length: 50 }, (_, n): BatchOperation =>
    n < 40
      ? { kind: 'create-account', hash, accountId: 0xffff_ffff, publicKey: `0x${'ff'.repeat(64)}` }
      : {
          kind: 'outbound',
          hash,
          from: 0xffff_ffff,
          address: `0x${'ff'.repeat(20)}`,
          tokenId: 65535,
          amount: 1n,
          nonce: 1,
        },
  );
  const withdrawals = Array.from({ length: 10 }, (): Withdrawal => ({
    to: `0x${'ff'.repeat(20)}`,
    tokenId: 65535,
    amount: 0xffff_ffff_ffff_ffffn,
  }));
  const input = encodeSubmitBatch({
    parentRoot: hash,
    newRoot: hash,
    data: encodeBatchData({ operatorId: 1, height: 1, depositsFrom: 0n, depositsTo: 0n, operations }),
    withdrawals,
    proof: `0x${'ff'.repeat(65)}`,
  });
  expect(gasBound(input, 10)).toBeLessThanOrEqual(gasOfLargestBatch(50, 10));
});

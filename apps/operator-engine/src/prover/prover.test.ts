import { proofDigest } from '@plimsoll/contracts/proof-digest';
import { buildBatch, type BuiltBatch } from '@plimsoll/rollup/build-batch';
import { genesisState, type State } from '@plimsoll/rollup/state';
import { recoverAddress, SigningKey, computeAddress } from 'ethers';
import { expect, test } from 'vitest';
import type { Operation } from '@plimsoll/interface/operator/operation';
import { makeAccounts, order } from '../../testing/accounts.ts';
import { attest, attestationDigest } from './attestation.ts';
import { createProveRequest } from './create-prove-request.ts';
import { reexecute } from './reexecute.ts';

const rollup = { chainId: 31_337, contract: `0x${'ab'.repeat(20)}` } as const;
const accounts = makeAccounts(5);
const queued = [{ index: 0n, accountId: 4, tokenId: 0, amount: 9n }];

function build(parent: State, operations: readonly Operation[], deposits = queued): BuiltBatch {
  const pending = operations.map((operation, n) => ({
    hash: `0x${String(n).padStart(64, '1')}` as const,
    operation,
  }));
  const { batch } = buildBatch({
    parent,
    operatorId: 1,
    finalOrderBatch: parent.orderBatchCount,
    pending,
    deposits,
    limits: { operations: 100, deposits: 100 },
  });
  if (!batch) throw new Error('nothing was built');
  return batch;
}

const opaque = { blindingFactor: '0x11', randomizationFactor: '0x' } as const;
const genesis = genesisState(accounts.file.accounts);
const first = build(genesis, [
  order(0, 1, 5n, 1),
  {
    kind: 'create-account',
    publicKey: makeAccounts(1).file.accounts[0]!.publicKey,
    jointEncryptionKey: '0x',
    encryptedBlindingFactor: '0x',
    ...opaque,
  },
]);
const second = build(
  first.state,
  [
    order(0, 5, 5n, 2),
    {
      kind: 'redeem-order',
      from: 0,
      to: 1,
      tokenId: 0,
      amount: 5n,
      nonce: 1,
      index: 65_537,
      encryptedMoneyOrderRedeem: '0x',
      ...opaque,
    },
    { kind: 'outbound', from: 2, address: `0x${'cd'.repeat(20)}`, tokenId: 0, amount: 3n, nonce: 1 },
  ],
  [],
);
const job = (): ReturnType<typeof createProveRequest> =>
  JSON.parse(JSON.stringify(createProveRequest(rollup, first.state, second, []))) as ReturnType<
    typeof createProveRequest
  >;

test('a batch is executed again from accounts and orders that it touches alone', () => {
  expect(first.operations).toHaveLength(2);
  expect(second.operations).toHaveLength(3);
  expect(reexecute(createProveRequest(rollup, genesis, first, queued))).toBe(undefined);
  expect(reexecute(job())).toBe(undefined);
});

test('what the batch does not lead to is refused', () => {
  const root = `0x${'12'.repeat(32)}`;
  expect(reexecute({ ...job(), newRoot: root })).toContain('leads to');
  expect(reexecute({ ...job(), parentRoot: root })).toContain('the witness has root');
  expect(reexecute({ ...job(), withdrawals: [] })).toContain('withdrawals');
  expect(reexecute({ ...job(), data: job().data.slice(0, -2) })).toContain('batch data');
  expect(reexecute({ ...job(), witness: null })).toBeTypeOf('string');
});

test('a witness that shows other balances has another root', () => {
  const text = JSON.stringify(job()).replace('[[0,"95"]]', '[[0,"96"]]');
  expect(reexecute(JSON.parse(text) as ReturnType<typeof job>)).toContain('the witness has root');
});

test('the attestation is what the contract checks', () => {
  const { parentRoot, newRoot, data, withdrawals } = second;
  const digest = attestationDigest(rollup, { parentRoot, newRoot, data, withdrawals });
  expect(digest).toBe(proofDigest({ ...rollup, parentRoot, newRoot, data, withdrawals }));
  const key = new SigningKey(`0x${'07'.repeat(32)}`);
  const proof = attest(digest, key);
  expect(proof).toHaveLength(2 + 2 * 65);
  expect(recoverAddress(digest, proof)).toBe(computeAddress(key.publicKey));
});

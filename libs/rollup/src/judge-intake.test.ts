import { generateKeyPairSync } from 'node:crypto';
import { operationHash, rollupId } from '@plimsoll/interface/operator/operation-hash';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { pointOf, signHash } from '@plimsoll/interface/operator/signature';
import { expect, test } from 'vitest';
import { judgeIntake, type IntakeView } from './judge-intake.ts';

const rollup = rollupId(1, `0x${'01'.repeat(20)}`);
const mine = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const accounts = new Map([
  [0, { publicKey: pointOf(mine.publicKey), operatorId: 1 }],
  [1, { publicKey: pointOf(theirs.publicKey), operatorId: 2 }],
]);
const view: IntakeView = {
  operatorId: 1,
  account: (id) => accounts.get(id),
  isKeyTaken: (key) => [...accounts.values()].some(({ publicKey }) => publicKey === key),
};
const order: Operation = {
  kind: 'create-order',
  from: 0,
  to: 1,
  tokenId: 0,
  amount: 5n,
  nonce: 1,
  blindingFactor: `0x${'00'.repeat(32)}`,
  encryptedMoneyOrder: '0x',
  randomizationFactor: '0x',
};
const creation = (publicKey: Hex): Operation => ({
  kind: 'create-account',
  publicKey,
  jointEncryptionKey: '0x',
  blindingFactor: '0x',
  encryptedBlindingFactor: '0x',
  randomizationFactor: '0x',
});
const ask = (operation: Operation, key = mine.privateKey, hash = operationHash(rollup, operation)): string =>
  judgeIntake({ operation, signature: signHash(hash, key) }, operationHash(rollup, operation), view)?.code ??
  'accepted';

test('what is signed by the account of this operator is taken, whatever its nonce and amount', () => {
  expect(ask(order)).toBe('accepted');
  expect(ask({ ...order, nonce: 900, amount: 2n ** 64n - 1n })).toBe('accepted');
});

test('wrong key, wrong hash, unknown and foreign accounts are refused', () => {
  expect(ask(order, theirs.privateKey)).toBe('SIGNATURE_INVALID');
  expect(ask(order, mine.privateKey, operationHash(rollup, { ...order, nonce: 2 }))).toBe(
    'SIGNATURE_INVALID',
  );
  expect(ask({ ...order, from: 7 })).toBe('ACCOUNT_NOT_FOUND');
  expect(ask({ ...order, to: 7 })).toBe('ACCOUNT_NOT_FOUND');
  expect(ask({ ...order, from: 1, to: 0 }, theirs.privateKey)).toBe('ACCOUNT_OF_ANOTHER_OPERATOR');
});

test('an account is created by its own key, once', () => {
  const fresh = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(ask(creation(pointOf(fresh.publicKey)), fresh.privateKey)).toBe('accepted');
  expect(ask(creation(pointOf(fresh.publicKey)))).toBe('SIGNATURE_INVALID');
  expect(ask(creation(pointOf(mine.publicKey)))).toBe('PUBLIC_KEY_ALREADY_EXISTS');
  expect(ask(creation(`0x${'01'.repeat(64)}`))).toBe('INVALID_PARAMS');
});

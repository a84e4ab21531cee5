import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { random } from '@plimsoll/history/random';
import { type Draft, type DrawOptions, drawOperation } from './draw-operation.ts';
import { defaultOperationMix } from './operation-mix.ts';
import { User } from './user.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const options: DrawOptions = {
  mix: { ...defaultOperationMix, tooMuch: 0.1, redeemTwice: 0.1, mismatch: 0.1, rivals: 0.1, outbound: 0.1 },
  accounts: [0, 1, 2, 3],
  addresses: [`0x${'dd'.repeat(20)}`],
  capabilities: ['outbound-transfers'],
  bytes: [10, 20],
};

function drafts(of: DrawOptions, count = 2000): Draft[] {
  const user = new User(2, privateKey, 10n ** 18n);
  user.nonce = 4;
  user.received(
    [65_536, 65_537].map((index) => ({
      from: 1,
      tokenId: 0,
      amount: '77',
      index,
      status: 'AVAILABLE_TO_REDEEM',
      blindingFactor: `0x${'01'.repeat(32)}`,
    })),
  );
  user.lastRedeemed = user.available[0];
  const uniform = random('seed', 'test');
  return Array.from({ length: count }, () => drawOperation(of, user, uniform));
}

test('every operation takes the next nonce and never goes to its own account', () => {
  for (const { operations } of drafts(options))
    for (const operation of operations) {
      if (operation.kind === 'create-account') throw new Error('not drawn here');
      expect(operation.nonce).toBe(5);
      expect(operation.kind === 'redeem-order' ? operation.to : operation.from).toBe(2);
      if (operation.kind === 'create-order') expect(operation.to).not.toBe(2);
    }
});

test('what must be rejected is beyond any balance, redeemed already, or of another amount', () => {
  const rejected = drafts(options).filter(({ expected }) => expected === 'rejected');
  const kinds = new Set(
    rejected.map(({ operations: [one] }) => {
      if (one?.kind === 'create-order') return one.amount > 10n ** 18n ? 'too much' : 'sound';
      if (one?.kind !== 'redeem-order') return one?.kind;
      return one.amount === 78n ? 'mismatch' : 'again';
    }),
  );
  expect(kinds).toEqual(new Set(['too much', 'again', 'mismatch']));
});

test('rivals have one nonce and one amount and differ', () => {
  const rivals = drafts(options).filter(({ operations }) => operations.length === 2);
  expect(rivals.length).toBeGreaterThan(100);
  for (const { operations, expected } of rivals) {
    const [one, other] = operations;
    if (one?.kind !== 'create-order' || other?.kind !== 'create-order') throw new Error('rivals are orders');
    expect({ expected, amount: one.amount, nonce: one.nonce }).toEqual({
      expected: 'either',
      amount: other.amount,
      nonce: other.nonce,
    });
    expect(one.blindingFactor).not.toBe(other.blindingFactor);
  }
});

test('some amounts are beyond a JSON number, and nothing is drawn that the subject does not claim', () => {
  const drawn = drafts({ ...options, capabilities: [] }).flatMap(({ operations }) => operations);
  expect(drawn.some(({ kind }) => kind === 'outbound')).toBe(false);
  const sound = drawn.filter((one) => one.kind === 'create-order' && one.amount < 10n ** 17n);
  expect(sound.some((one) => one.kind === 'create-order' && one.amount > 2n ** 53n)).toBe(true);
  expect(drafts(options).some(({ operations: [one] }) => one?.kind === 'outbound')).toBe(true);
});

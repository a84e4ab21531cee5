import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { User } from './user.ts';
import type { OperationFacts } from './wanted-operation.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const second = 1_000_000;
let user: User;

beforeEach(() => {
  user = new User(7, privateKey, 1000n);
});

function facts(nonce: number, more: Partial<OperationFacts> = {}): OperationFacts {
  return {
    id: nonce,
    method: 'create-order',
    hash: `0x${nonce}${more.rivals === undefined ? '' : Math.random()}`,
    account: 7,
    nonce,
    counterpart: 8,
    tokenId: 0,
    amount: '10',
    expected: 'executed',
    purpose: 'load',
    ...more,
  };
}

test('what must be rejected leaves its nonce to the next', () => {
  user.registered(facts(1), 0);
  user.registered(facts(2, { expected: 'rejected' }), 0);
  expect(user.nonce).toBe(1);
  expect(user.open).toHaveLength(1);
});

test('the newest that had its time tells of all before it', () => {
  const all = [1, 2, 3].map((nonce) => facts(nonce));
  all.forEach((each, index) => user.registered(each, index * second));
  expect(user.telling(0.5 * second)).toBeUndefined();
  expect(user.telling(2.5 * second)).toBe(all[1]);
  user.ended(facts(2), 'EXECUTED');
  expect(user.open.map((open) => open.facts.nonce)).toEqual([3]);
});

test('where something that had to execute was rejected, nothing is asked until all has ended; then the nonce is the executed one', () => {
  const all = [1, 2, 3, 4].map((nonce) => facts(nonce));
  all.forEach((each) => user.registered(each, 0));
  user.ended(all[3] as OperationFacts, 'REJECTED');
  expect(user.confused).toBe(true);
  expect(user.telling(0)).toBe(all[0]);
  user.ended(all[0] as OperationFacts, 'EXECUTED');
  user.ended(all[1] as OperationFacts, 'REJECTED');
  expect(user.confused).toBe(true);
  user.ended(all[2] as OperationFacts, 'REJECTED');
  expect(user.confused).toBe(false);
  expect(user.nonce).toBe(1);
});

test('of rivals one may be rejected, not both', () => {
  const rivals = [facts(1, { rivals: 0, expected: 'either' }), facts(1, { rivals: 0, expected: 'either' })];
  for (const each of rivals) user.registered(each, 0);
  user.ended(rivals[0] as OperationFacts, 'REJECTED');
  expect(user.confused).toBe(false);
  user.ended(rivals[1] as OperationFacts, 'REJECTED');
  // Nothing else is open, so it may start again with the nonce that neither has used.
  expect(user).toMatchObject({ confused: false, nonce: 0 });
});

test('what is spent and what comes in bound the balance; a redemption takes its order and passes over those below', () => {
  const order = (index: number): User['available'][number] => ({
    from: 8,
    tokenId: 0,
    amount: '5',
    index,
    status: 'AVAILABLE_TO_REDEEM',
    blindingFactor: '0x00',
  });
  user.received([order(65_536), order(65_537)]);
  user.received([order(65_537), order(131_072)]);
  expect(user.available.map(({ index }) => index)).toEqual([65_536, 65_537, 131_072]);
  const redemption = facts(1, { method: 'redeem-order', amount: '5', index: 65_537 });
  for (const each of [redemption, facts(2), facts(3, { expected: 'rejected', amount: '9999' })]) {
    user.asked(each);
    user.registered(each, 0);
  }
  expect(user).toMatchObject({ leastBalance: 990n, mostBalance: 1005n, redeemedTo: 65_537 });
  expect(user.available.map(({ index }) => index)).toEqual([131_072]);
  expect(user.lastRedeemed?.index).toBe(65_537);
});

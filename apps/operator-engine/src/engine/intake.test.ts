import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { genesisState, withNewAccount } from '@plimsoll/rollup/state';
import { expect, test } from 'vitest';
import { makeAccounts, order, registration } from '../../testing/accounts.ts';
import { referenceParts } from '../parts.ts';
import { createIntake } from './intake.ts';
import { createOutcomes } from './outcomes.ts';
import { recentAccount } from './recent-account.ts';

const rollup = { chainId: 1, contract: `0x${'ab'.repeat(20)}` } as const;
const accounts = makeAccounts(3);
const signed = (from: number, nonce: number, key = from) =>
  registration(rollup, order(from, 1, 1n, nonce), accounts.keys[key]!);

function open(known = 2, capacity = 10) {
  let head = genesisState(accounts.file.accounts.slice(0, known));
  const outcomes = createOutcomes(referenceParts, 1, capacity, 1_000_000);
  const registered: Hex[] = [];
  const intake = createIntake(
    rollupId(1, rollup.contract),
    false,
    outcomes,
    () => head,
    (hash) => registered.push(hash),
  );
  const addAccount = (): void => {
    const { id, publicKey } = accounts.file.accounts[head.accountCount]!;
    head = withNewAccount(head, {
      id,
      publicKey,
      operatorId: 1,
      nonce: 0,
      redemptionIndex: 0,
      balances: new Map(),
    });
  };
  return { intake, outcomes, registered, addAccount, head: () => head };
}

test('each operation is registered once, whichever way it comes', () => {
  const { intake, registered, outcomes } = open();
  const one = signed(0, 1);
  expect(intake.register([one, one, signed(0, 2)], 'asked')).toEqual({
    registered: 3,
    refused: [],
    full: false,
  });
  expect(intake.register([one], 'owed').registered).toBe(1);
  expect(registered).toHaveLength(2);
  expect(outcomes.book.size).toBe(2);
});

test('what the account did not sign is refused by name, and stops no other', () => {
  const { intake } = open();
  const other = { ...signed(0, 1), hash: `0x${'12'.repeat(32)}` as const };
  const forged = signed(0, 1, 1);
  const result = intake.register(
    [other, forged, { ...signed(0, 2), params: [] }, { ...signed(0, 3), method: 'pazkp_x' }, signed(0, 4)],
    'asked',
  );
  expect(result.registered).toBe(1);
  expect(result.refused.map(({ code }) => code)).toEqual([
    'HASH_MISMATCH',
    'SIGNATURE_INVALID',
    'INVALID_PARAMS',
    'INVALID_PARAMS',
  ]);
});

test('a signature that the own manager has checked is not checked again; one that it did not is (trust_origin)', () => {
  const forged = signed(0, 1, 1);
  expect(open().intake.register([{ ...forged, verified: true }], 'owed').registered).toBe(1);
  for (const each of [forged, { ...forged, verified: false }])
    expect(open().intake.register([each], 'owed').refused).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
});

test('over capacity is said before anything is accepted; what others accepted finds room (RH-13)', () => {
  const { intake } = open(2, 1);
  expect(intake.register([signed(0, 1), signed(0, 2)], 'asked')).toEqual({
    registered: 1,
    refused: [],
    full: true,
  });
  expect(intake.register([signed(0, 2)], 'owed')).toEqual({ registered: 1, refused: [], full: false });
});

test('an operation of an account that is not there yet is checked when it is', () => {
  const { intake, outcomes, addAccount } = open(2);
  const good = signed(2, 1);
  const forged = signed(2, 2, 0);
  expect(intake.register([good, forged], 'owed').registered).toBe(2);
  intake.recheck();
  expect([good, forged].map(({ hash }) => intake.isUnchecked(hash))).toEqual([true, true]);
  addAccount();
  intake.recheck();
  expect([good, forged].map(({ hash }) => intake.isUnchecked(hash))).toEqual([false, false]);
  expect([good, forged].map(({ hash }) => outcomes.isHeldBack(hash))).toEqual([false, true]);
});

test('the most recent nonce counts what is registered without a gap', () => {
  const { intake, outcomes, head } = open();
  intake.register([signed(0, 1), signed(0, 2), signed(0, 4)], 'asked');
  expect(recentAccount(head(), 0, outcomes.book.ofSigner('0'))).toEqual({
    id: 0,
    nonce: 2,
    redemptionIndex: 0,
  });
  expect(recentAccount(head(), 9, [])).toBe(undefined);
});

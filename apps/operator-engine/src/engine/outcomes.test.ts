import { decodeBatchData } from '@plimsoll/interface/operator/batch-data';
import { buildBatch } from '@plimsoll/rollup/build-batch';
import { genesisState } from '@plimsoll/rollup/state';
import { expect, test } from 'vitest';
import { makeAccounts, order } from '../../testing/accounts.ts';
import { referenceParts } from '../parts.ts';
import type { Accepted } from './chain-view.ts';
import { createOutcomes, type Entry } from './outcomes.ts';

const genesis = genesisState(makeAccounts(2, 10n).file.accounts);
const waitMicros = 1_000_000;
let made = 0;

const entry = (nonce: number, amount: bigint): Entry => {
  made += 1;
  const hash = `0x${String(made).padStart(64, '0')}` as const;
  return { hash, operation: order(0, 1, amount, nonce), signature: '0x', sinceMs: 0 };
};

/** The batch of these on genesis, as it becomes final. */
function finalBatch(entries: readonly Entry[]): Accepted {
  const { batch } = buildBatch({
    parent: genesis,
    operatorId: 1,
    finalOrderBatch: 0,
    pending: entries,
    deposits: [],
    limits: { operations: 10, deposits: 0 },
  });
  if (!batch) throw new Error('nothing was built');
  const source = { batch: decodeBatchData(batch.data) } as Accepted['source'];
  return { source, blockNumber: 1, before: genesis, state: batch.state, effects: batch.effects };
}

function open(entries: readonly Entry[]) {
  const outcomes = createOutcomes(referenceParts, 1, 100, waitMicros);
  for (const each of entries) {
    outcomes.book.add(each, 'asked');
    outcomes.onRegistered(each.hash);
  }
  return outcomes;
}

test('what a final batch executed is done, its rival for the nonce is rejected, later ones go on', () => {
  const [first, rival, next] = [entry(1, 1n), entry(1, 2n), entry(2, 1n)];
  const outcomes = open([first, rival, next]);
  expect(outcomes.settle(genesis, 0)).toEqual([]);
  const accepted = finalBatch([first]);
  outcomes.onFinal([accepted]);
  expect(outcomes.settle(accepted.state, 0)).toEqual([
    { hash: rival.hash, reason: 'REPLACED_BY_OPERATION_WITH_SAME_NONCE' },
  ]);
  expect([...outcomes.book.entries()]).toEqual([next]);
});

test('what was executed and comes again has no second outcome (RG-03)', () => {
  const first = entry(1, 1n);
  const accepted = finalBatch([first]);
  const outcomes = open([]);
  outcomes.onFinal([accepted]);
  outcomes.book.add(first, 'owed');
  outcomes.onRegistered(first.hash);
  expect(outcomes.settle(accepted.state, 0)).toEqual([]);
  expect(outcomes.book.size).toBe(0);
});

test('too little is rejected only in its turn; a nonce too high waits by the time of the chain', () => {
  const [high, much] = [entry(3, 1n), entry(1, 11n)];
  const outcomes = open([high, much]);
  expect(outcomes.settle(genesis, 0)).toEqual([{ hash: much.hash, reason: 'BALANCE_TOO_LOW' }]);
  expect(outcomes.settle(genesis, waitMicros - 1)).toEqual([]);
  expect(outcomes.isHeldBack(high.hash)).toBe(false);
  expect(outcomes.settle(genesis, waitMicros)).toEqual([]);
  expect(outcomes.isHeldBack(high.hash)).toBe(true);
  // The chain went on by years in one look: this instance slept, and has heard of nothing meanwhile.
  expect(outcomes.settle(genesis, 1000 * waitMicros)).toEqual([]);
  const ends: (readonly string[])[] = [];
  for (let quarter = 1; quarter <= 8; quarter += 1) {
    const rejections = outcomes.settle(genesis, (1000 + quarter / 4) * waitMicros);
    ends.push(rejections.map(({ reason }) => reason));
  }
  expect(ends).toEqual([[], [], [], [], [], ['NONCE_TOO_HIGH'], [], []]);
});

test('one that cannot be executed is put aside, stops no other, and is rejected in its turn (RH-22)', () => {
  const [first, poison, other] = [entry(1, 1n), entry(2, 1n), entry(1, 2n)];
  const outcomes = open([first, poison, other]);
  outcomes.quarantine(poison.hash);
  expect([first, poison, other].map(({ hash }) => outcomes.isHeldBack(hash))).toEqual([false, true, false]);
  expect(outcomes.settle(genesis, 0)).toEqual([]);
  const accepted = finalBatch([first]);
  outcomes.onFinal([accepted]);
  expect(outcomes.settle(accepted.state, 0)).toContainEqual({ hash: poison.hash, reason: 'QUARANTINED' });
});

test('judging that throws ends in quarantine too, not in the engine', () => {
  const throwing = {
    ...referenceParts,
    rules: {
      ...referenceParts.rules,
      judgeNonce: () => {
        throw new Error('poison');
      },
    },
  };
  const outcomes = createOutcomes(throwing, 1, 100, waitMicros);
  const poison = entry(1, 1n);
  outcomes.book.add(poison, 'asked');
  outcomes.onRegistered(poison.hash);
  expect(outcomes.settle(genesis, 0)).toEqual([{ hash: poison.hash, reason: 'QUARANTINED' }]);
});

import fc from 'fast-check';
import { genesisRoot } from '@plimsoll/interface/operator/accounts';
import { decodeBatchData } from '@plimsoll/interface/operator/batch-data';
import { expect, test } from 'vitest';
import { balanceOf } from './account.ts';
import { applyBatch } from './apply-batch.ts';
import { buildBatch } from './build-batch.ts';
import type { Deposit } from './draft.ts';
import { orderBatchOf } from './order.ts';
import { accountOf, stateRoot, type State } from './state.ts';
import { accounts, allOrders, asked, genesis, wish } from './wishes.fixture.ts';

/** One batch: its wishes, deposits, and whether it is lost to a rival with other wishes. */
const step = fc.record({
  wishes: fc.array(wish, { maxLength: 12 }),
  rival: fc.option(fc.array(wish, { maxLength: 6 }), { nil: undefined }),
  deposits: fc.array(fc.record({ accountId: fc.nat(5), amount: fc.bigInt({ min: 1n, max: 50n }) }), {
    maxLength: 2,
  }),
});

const balances = (state: State): bigint =>
  Array.from({ length: state.accountCount }, (_, id) => accountOf(state, id)).reduce(
    (sum, account) => sum + (account ? balanceOf(account, 0) : 0n),
    0n,
  );

test('nothing is made or lost over random histories with lost races, and a stranger re-executes every batch (RG-09, RG-10)', () => {
  const met = { redeemed: 0, waits: 0, rejected: 0, lost: 0 };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.nat(2), (steps, lag) => {
      let state = genesis;
      const states = [genesis];
      const queue: Deposit[] = [];
      let withdrawn = 0n;
      const redeemed = new Set<number>();
      for (const [n, { wishes, rival, deposits }] of steps.entries()) {
        for (const { accountId, amount } of deposits)
          queue.push({ index: BigInt(queue.length), accountId, tokenId: 0, amount });
        const final = states[Math.max(0, states.length - 1 - lag)] ?? genesis;
        const waiting = queue.slice(Number(state.depositsTaken));
        const order = {
          parent: state,
          operatorId: 1,
          finalOrderBatch: final.orderBatchCount,
          deposits: waiting,
          limits: { operations: 8, deposits: 2 },
        };
        const pending = asked(state, wishes, n * 2);
        const mine = buildBatch({ ...order, pending });
        met.waits += mine.waiting.length;
        met.rejected += mine.rejected.length;
        expect(mine.poisonous).toEqual([]);
        // A lost race: the rival's batch on the same parent is what counts; building mine has changed nothing.
        const theirs = rival && buildBatch({ ...order, pending: asked(state, rival, n * 2 + 1) });
        if (theirs?.batch && mine.batch) met.lost += 1;
        const built = theirs?.batch ?? mine.batch;
        if (built === undefined) continue;
        const data = decodeBatchData(built.data);
        const again = applyBatch(state, data, waiting.slice(0, built.depositsTaken));
        if (again.kind !== 'valid') throw new Error(again.why);
        expect(stateRoot(again.state)).toBe(built.newRoot);
        expect(again.effects).toEqual(built.effects);
        expect(stateRoot(state)).toBe(built.parentRoot);
        for (const operation of data.operations) {
          if (operation.kind !== 'redeem-order') continue;
          met.redeemed += 1;
          expect(redeemed.has(operation.index)).toBe(false);
          expect(orderBatchOf(operation.index)).toBeLessThanOrEqual(final.orderBatchCount);
          redeemed.add(operation.index);
        }
        withdrawn += built.withdrawals.reduce((sum, { amount }) => sum + amount, 0n);
        state = again.state;
        states.push(state);
        const open = allOrders(state)
          .filter(({ index }) => !redeemed.has(index))
          .reduce((sum, { amount }) => sum + amount, 0n);
        const paidIn = queue
          .slice(0, Number(state.depositsTaken))
          .reduce((sum, { amount }) => sum + amount, 0n);
        expect(balances(state) + open + withdrawn).toBe(BigInt(accounts) * 100n + paidIn);
      }
    }),
    { numRuns: 40 },
  );
  // The histories went where they should.
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(0);
});

test('genesis has root zero, every later state another', () => {
  expect(stateRoot(genesis)).toBe(genesisRoot);
  const first = buildBatch({
    parent: genesis,
    operatorId: 1,
    finalOrderBatch: 0,
    pending: [],
    deposits: [{ index: 0n, accountId: 0, tokenId: 0, amount: 1n }],
    limits: { operations: 1, deposits: 1 },
  });
  expect(first.batch?.newRoot).not.toBe(genesisRoot);
  expect(first.batch?.parentRoot).toBe(genesisRoot);
});

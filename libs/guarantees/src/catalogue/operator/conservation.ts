import { chainView } from '../../evidence/chain-view.ts';
import type { Batch } from '../../evidence/chain-view.ts';
import { RebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * After every batch, for every token: balances + unredeemed orders + withdrawals = deposits taken + initial balances; no balance below
 * zero; and the contract paid nobody more than the batches say. All rebuilt from batch data, deposits and genesis by code that shares
 * nothing with an operator. Convicts RM-08, RM-16.
 */
const guarantee: Guarantee = {
  id: 'conservation',
  title: 'No money is made, none vanishes',
  text: 'For each token and at each root: balances + unredeemed orders + withdrawals = deposits accepted + initial balances, and no balance is negative.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-10'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'chain-reorg', 'link-cut', 'restart-storm'],
  check(context) {
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        const state = new RebuiltBalances(context, chain);
        const off = new Map<number, bigint>();
        const sum = (token: number): bigint =>
          (state.held.get(token) ?? 0n) +
          (state.ordered.get(token) ?? 0n) +
          (state.withdrawn.get(token) ?? 0n);
        let noted = 0;
        state.walk((batch) => {
          for (const token of new Set([...state.held.keys(), ...state.ordered.keys()])) {
            const difference = sum(token) - (state.paidIn.get(token) ?? 0n);
            // Once a batch: what is off stays off.
            if (difference === (off.get(token) ?? 0n)) continue;
            off.set(token, difference);
            unbalanced(batch, token, difference);
          }
          for (; noted < state.irregularities.length; noted += 1) {
            const { kind, words } = state.irregularities[noted] as (typeof state.irregularities)[number];
            if (kind === 'balance') witnesses.add(() => `Batch ${batch.height} ${words}.`, [batch.place]);
          }
        });
        overpaid();
        return witnesses.finding(chain.batches.length, 'batches on the chain');

        function unbalanced(batch: Batch, token: number, difference: bigint): void {
          witnesses.add(
            () =>
              `After batch ${batch.height}, balances, unredeemed orders and withdrawals of token ${token} are together ${sum(token)}; paid in were ${state.paidIn.get(token) ?? 0n}: ${difference > 0n ? `${difference} too much` : `${-difference} are missing`}.`,
            [batch.place],
          );
        }

        function overpaid(): void {
          const owed = new Map<string, bigint>();
          for (const [position, address] of chain.addresses) {
            const key = `${address.toLowerCase()}|${chain.token[position]}`;
            owed.set(key, (owed.get(key) ?? 0n) + (chain.amount[position] as bigint));
          }
          for (const { address, tokenId, amount, place } of chain.withdrawals) {
            const key = `${address.toLowerCase()}|${tokenId}`;
            const left = (owed.get(key) ?? 0n) - BigInt(amount);
            owed.set(key, left);
            if (left >= 0n) continue;
            witnesses.add(
              () => `The contract paid ${address} ${-left} of token ${tokenId} more than all batches say.`,
              [place],
            );
          }
        }
      },
    };
  },
};
export default guarantee;

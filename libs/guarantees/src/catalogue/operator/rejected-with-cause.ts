import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { reasonHolds } from '../../evidence/reason-holds.ts';
import { RebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { StatusReading } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** Reasons about an account's balance: true or not at one moment only, when the operation's turn has come. */
const atItsTurn = new Set(['BALANCE_TOO_LOW', 'BALANCE_TOO_HIGH']);
/** True only while something had not come yet: what came later does not make them false. */
const untilLater = new Set(['NONCE_TOO_HIGH', 'ORDER_NOT_FOUND', 'ACCOUNT_NOT_FOUND', 'ORDER_MISMATCH']);

/**
 * The reason that an instance gives for a rejection is true on the chain, and is one of the table: not a way to drop what it cannot
 * handle. What a later batch may have changed (a nonce that was too high, an order not made yet) is held against nobody.
 */
const guarantee: Guarantee = {
  id: 'rejected-with-cause',
  title: 'A rejection has a true reason',
  text: 'A rejected operation carries a reason of the table that is true on the final state of the chain.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-08', 'RG-01'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'link-cut', 'chain-reorg', 'pause-long'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const state = new RebuiltBalances(context, view.main);
        const counts: Record<string, number> = {};
        let checked = 0;
        const turns = new Map<string, { slot: number; reading: StatusReading; reason: string }[]>();
        const atEnd: { slot: number; reading: StatusReading; reason: string }[] = [];
        for (const slot of operations.all()) {
          const reading = statuses.readings.find((each) => each.of(slot) === said.rejected);
          if (reading === undefined) continue;
          checked += 1;
          const { reason } = reading.standing(slot);
          counts[reason] = (counts[reason] ?? 0) + 1;
          if (!atItsTurn.has(reason)) {
            atEnd.push({ slot, reading, reason });
            continue;
          }
          const key = `${operations.account[slot]}|${(operations.nonce[slot] as number) - 1}`;
          turns.set(key, [...(turns.get(key) ?? []), { slot, reading, reason }]);
        }
        const judgeTurn = (account: number, nonce: number): void => {
          const key = `${account}|${nonce}`;
          const waiting = turns.get(key);
          if (waiting === undefined) return;
          turns.delete(key);
          for (const { slot, reading, reason } of waiting)
            if (reasonHolds(reason, operations, slot, state) === false) convict(slot, reading, reason);
        };
        for (const account of state.accounts.keys()) judgeTurn(account, 0);
        state.walk(undefined, (position) => {
          const chain = view.main;
          const created = (chain.nonce[position] as number) < 0;
          judgeTurn(chain.account[position] as number, created ? 0 : (chain.nonce[position] as number));
        });
        for (const waiting of turns.values())
          for (const { slot, reading, reason } of waiting)
            convict(slot, reading, reason, 'its turn never came');
        for (const { slot, reading, reason } of atEnd) {
          const holds = reasonHolds(reason, operations, slot, state);
          if (holds === false && !mayHaveHeld(slot, reason)) convict(slot, reading, reason);
        }
        return witnesses.finding(checked, 'rejected operations', counts);

        function convict(slot: number, reading: StatusReading, reason: string, why?: string): void {
          witnesses.add(
            () =>
              `${reading.instance} says of ${operations.name(slot)}: REJECTED, ${reason === '' ? 'without a reason' : reason}. ${why === undefined ? 'That is not so on the chain' : `But ${why}`}.`,
            [operations.place[slot] as number, reading.place[slot] as number],
          );
        }

        /** What is false at the end may have been true before: unless nothing that made it false came from a batch. */
        function mayHaveHeld(slot: number, reason: string): boolean {
          if (!untilLater.has(reason)) return false;
          const genesis = new Set((context.plan.genesis ?? []).map(({ id }) => id));
          if (reason === 'ACCOUNT_NOT_FOUND')
            return ![operations.account[slot], operations.counterpart[slot]].every((id) =>
              genesis.has(id as number),
            );
          if (reason === 'NONCE_TOO_HIGH') return (operations.nonce[slot] as number) > 1;
          return true;
        }
      },
    };
  },
};
export default guarantee;

import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { reasonHolds } from '../../evidence/reason-holds.ts';
import { RebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import { topics as topicsOf } from '../../evidence/topics.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * A record in an invalid-operations topic says what an operation is on a final state that it names, and that state says the same. Balances
 * are compared only where that state is the one in which the operation's turn had come.
 */
const guarantee: Guarantee = {
  id: 'invalid-operations-true',
  title: 'What is called invalid is invalid',
  text: 'Every record in an invalid-operations topic gives a reason of the table that is true on the state after the final batch that it names.',
  source: { document: 'facts/rollup.md', heading: 'Parts and path' },
  rules: ['RG-13', 'RG-08'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: ['invalid-operations-topic'],
  exercisedBy: ['kill', 'chain-reorg', 'link-cut', 'restart'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const topics = context.evidence(topicsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const { slot: slots, reason, owner, place, height } = topics.invalid;
        const order = Array.from({ length: slots.length }, (_, at) => at).sort(
          (a, b) => height.at(a) - height.at(b),
        );
        const state = new RebuiltBalances(context, view.main);
        let checked = 0;
        let next = 0;
        const judgeUpTo = (reached: number): void => {
          for (; next < order.length; next += 1) {
            const at = order[next] as number;
            if (height.at(at) > reached) return;
            const slot = slots.at(at);
            if (!operations.known(slot)) continue;
            checked += 1;
            const why = topics.reasons[reason.at(at)] ?? '';
            if (reasonHolds(why, operations, slot, state) !== false) continue;
            witnesses.add(
              () =>
                `The topic of ${topics.names[owner.at(at)]} calls ${operations.name(slot)} invalid after batch ${height.at(at)}: ${why}. On the chain it was not so then.`,
              [operations.place[slot] as number, place.at(at)],
            );
          }
        };
        judgeUpTo(0);
        state.walk((batch) => judgeUpTo(batch.height));
        for (; next < order.length; next += 1) {
          const at = order[next] as number;
          checked += 1;
          witnesses.add(
            () =>
              `The topic of ${topics.names[owner.at(at)]} calls ${operations.name(slots.at(at))} invalid after batch ${height.at(at)}, which is not on the chain.`,
            [place.at(at)],
          );
        }
        return witnesses.finding(checked, 'records in invalid-operations topics');
      },
    };
  },
};
export default guarantee;

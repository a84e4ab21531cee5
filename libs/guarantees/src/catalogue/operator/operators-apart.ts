import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { rebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** A batch of an operator holds operations of its own accounts only; whoever they are sent to. Convicts RM-27. */
const guarantee: Guarantee = {
  id: 'operators-apart',
  title: 'An operator touches its own accounts only',
  text: 'A batch executes operations only for accounts of the operator that submitted it: several operators in one rollup are isolated, and one that dies does not hand its accounts to another.',
  source: { document: 'sources/rollup-ha.txt', heading: 'Overview' },
  rules: ['RG-20'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'site-dead'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        for (const { kind, words, batch, position } of rebuiltBalances(context, chain).irregularities)
          if (kind === 'operator')
            witnesses.add(
              () => `Batch ${batch.height} ${words}: ${operations.name(chain.slot[position] as number)}.`,
              [batch.place],
            );
        return witnesses.finding(chain.count, 'operations on the chain');
      },
    };
  },
};
export default guarantee;

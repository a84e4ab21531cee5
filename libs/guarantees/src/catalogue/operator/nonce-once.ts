import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { rebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** At most one operation for an account and a nonce is executed, whatever two instances accepted while they could not see each other. Convicts RM-15. */
const guarantee: Guarantee = {
  id: 'nonce-once',
  title: 'A nonce is used once',
  text: 'At most one operation is executed for an account and a nonce; of several that were accepted, the accepted batch decides which.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-06'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['link-cut', 'site-cut', 'kill', 'pause-long', 'chain-reorg'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        let checked = 0;
        for (let position = 0; position < chain.count; position += 1)
          if ((chain.nonce[position] as number) >= 0) checked += 1;
        // A nonce that was used before cannot be the next: no map of all nonces is needed.
        for (const { kind, batch, position } of rebuiltBalances(context, chain).irregularities) {
          if (kind !== 'nonce') continue;
          const before = chain.lastWithNonce(position);
          if (before < 0 || chain.slot[before] === chain.slot[position]) continue;
          const first = chain.batchAt(before);
          witnesses.add(
            () =>
              `Nonce ${chain.nonce[position]} of account ${chain.account[position]} is used twice: by ${operations.name(chain.slot[before] as number)} in batch ${first.height} and by ${operations.name(chain.slot[position] as number)} in batch ${batch.height}.`,
            [first.place, batch.place],
          );
        }
        return witnesses.finding(checked, 'nonces on the chain');
      },
    };
  },
};
export default guarantee;

import { chainView } from '../../evidence/chain-view.ts';
import { rebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import { genesisRoot } from '@plimsoll/interface/operator/accounts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * The accepted batches form one chain: each on the root that the one before left, heights 1, 2, 3 …, deposits from the queue in
 * order, none left out, none twice. Convicts RM-08, RM-09.
 */
const guarantee: Guarantee = {
  id: 'batches-chain',
  title: 'Batches form one chain',
  text: 'The contract takes a batch on the current root only: parent roots chain from genesis, heights are dense, deposits are taken from the queue in order without gaps or repeats.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-11'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'chain-reorg', 'link-cut', 'restart'],
  check(context) {
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        let root: string = genesisRoot;
        let height = 0;
        let deposits = 0;
        let before: number | undefined;
        for (const batch of chain.inOrder()) {
          const places = before === undefined ? [batch.place] : [before, batch.place];
          if (batch.height !== height + 1)
            witnesses.add(() => `Batch ${batch.height} follows batch ${height}.`, places);
          if (batch.parentRoot !== root)
            witnesses.add(
              () =>
                `Batch ${batch.height} was accepted on root ${short(batch.parentRoot)}; the batch before it left ${short(root)}.`,
              places,
            );
          if (batch.depositsFrom !== deposits || batch.depositsTo < batch.depositsFrom)
            witnesses.add(
              () =>
                `Batch ${batch.height} takes deposits ${batch.depositsFrom} up to before ${batch.depositsTo}; the next in the queue was ${deposits}.`,
              places,
            );
          ({ height, newRoot: root, depositsTo: deposits } = batch);
          before = batch.place;
        }
        for (const { kind, words, batch } of rebuiltBalances(context, chain).irregularities)
          if (kind === 'deposit' || kind === 'account')
            witnesses.add(() => `Batch ${batch.height} ${words}.`, [batch.place]);
        return witnesses.finding(chain.batches.length, 'batches on the chain');
      },
    };
  },
};
export default guarantee;

function short(root: string): string {
  return `${root.slice(0, 12)}…`;
}

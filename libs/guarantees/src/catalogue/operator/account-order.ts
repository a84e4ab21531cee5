import { chainView } from '../../evidence/chain-view.ts';
import { rebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

const keysMax = 200_000;

/**
 * On the chain the operations of an account run in the order of its nonces, none left out, so that no operator can reorder them; and in
 * a topic all of an account lie in one partition, keyed by the account, so that replay keeps their order. Convicts RM-18, RM-23.
 */
const guarantee: Guarantee = {
  id: 'account-order',
  title: 'An account’s operations run in nonce order',
  text: 'Per account, execution order is nonce order, with none left out; the partition key of an operation is the account that signed it, and its partition never changes.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-05'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'restart-storm', 'consumer-offsets-lost'],
  check(context) {
    const view = context.evidence(chainView);
    const witnesses = new Witnesses(context);
    /** By topic and key. */
    const partitions = new Map<string, { readonly partition: number; readonly place: number }>();
    let pending = 0;
    return {
      on: {
        pending(record) {
          if (record.observer === 'live') return;
          pending += 1;
          const key = `${record.topic}|${record.key}`;
          const known = partitions.get(key);
          if (known === undefined) {
            if (partitions.size < keysMax)
              partitions.set(key, { partition: record.partition, place: context.place() });
            return;
          }
          if (known.partition === record.partition) return;
          witnesses.add(
            () =>
              `In ${record.topic}, operations with key ${record.key} lie in partition ${known.partition} and in partition ${record.partition}: replay cannot keep their order.`,
            [known.place, context.place()],
          );
        },
      },
      finish() {
        const chain = view.main;
        for (const { kind, words, batch, position } of rebuiltBalances(context, chain).irregularities) {
          // A nonce that was used before is nonce-once's.
          if (kind !== 'nonce' || chain.lastWithNonce(position) >= 0) continue;
          witnesses.add(() => `Batch ${batch.height} ${words}.`, [batch.place]);
        }
        return witnesses.finding(chain.count + pending, 'operations on the chain and in topics');
      },
    };
  },
};
export default guarantee;

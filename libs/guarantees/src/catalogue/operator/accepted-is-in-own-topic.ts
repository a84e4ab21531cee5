import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { topics as topicsOf } from '../../evidence/topics.ts';
import type { Guarantee } from '../../guarantee.ts';
import { runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * The topic comes first: what an instance acknowledged stands in its own pending-operations topic, and the chain holds nothing that
 * stands in none (a batch that was built from memory alone would die with its builder). Convicts RM-02, RM-03, RM-13.
 */
const guarantee: Guarantee = {
  id: 'accepted-is-in-own-topic',
  title: 'What is accepted is in the topic first',
  text: 'Every acknowledged operation stands in the pending-operations topic of the instance that acknowledged it, or of another one that it was sent to as well, and nothing is executed that stands in no such topic.',
  source: { document: 'sources/rollup-ha.txt', heading: 'Overview' },
  rules: ['RG-02'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: ['pending-topic'],
  exercisedBy: ['kill', 'broker-kill', 'broker-pause', 'replica-out-of-isr', 'link-stall', 'site-dark'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const topics = context.evidence(topicsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        for (const slot of operations.all()) {
          if (!operations.isAcknowledged(slot)) continue;
          checked += 1;
          const by = operations.acknowledgers[slot] as number;
          const owners = topics.owners[slot] ?? 0;
          // Sent to two instances, it is enough in one topic: the other may answer from what it has copied (RG-03).
          if ((owners & (operations.reached[slot] as number)) !== 0) continue;
          const names = context.nodes.filter((_, bit) => ((by >>> bit) & 1) === 1).map(({ name }) => name);
          const stands = topics.ownersOf(slot);
          witnesses.add(
            () =>
              `${by === 0 ? 'An instance' : names.join(' and ')} acknowledged ${operations.name(slot)} at ${runTime(operations.acknowledged[slot] as number)}; ${stands.length === 0 ? 'it stands in nobody’s pending-operations topic' : `it stands in the topic of ${stands.join(' and ')} only`}.`,
            [operations.acknowledgedPlace[slot] as number],
            operations.acknowledged[slot],
          );
        }
        const chain = view.main;
        for (let position = 0; position < chain.count; position += 1) {
          const slot = chain.slot[position] as number;
          checked += 1;
          if ((topics.owners[slot] ?? 0) !== 0) continue;
          const batch = chain.batchAt(position);
          witnesses.add(
            () =>
              `Batch ${batch.height} executes ${operations.name(slot)}, which stands in nobody’s pending-operations topic.`,
            [batch.place],
          );
        }
        return witnesses.finding(checked, 'acknowledged and executed operations');
      },
    };
  },
};
export default guarantee;

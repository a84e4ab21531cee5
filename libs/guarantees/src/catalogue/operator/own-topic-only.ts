import { operations as operationsOf } from '../../evidence/operations.ts';
import { topics as topicsOf } from '../../evidence/topics.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * One writer a topic, and only what it accepted itself: nothing that was copied is published again. An operation stands in two topics only
 * if a client sent it to both, or a gateway may have. Convicts RM-06.
 */
const guarantee: Guarantee = {
  id: 'own-topic-only',
  title: 'An instance publishes only what it accepted itself',
  text: 'Each pending-operations topic holds only operations that its owner accepted; what was copied from another instance’s topic is never published again.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-04'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: ['pending-topic'],
  exercisedBy: ['kill', 'restart', 'consumer-offsets-lost', 'link-cut'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const topics = context.evidence(topicsOf);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        for (const { slot, owner, acceptedBy, place } of topics.foreign)
          witnesses.add(
            () => `The topic of ${owner} holds ${operations.name(slot)} as accepted by ${acceptedBy}.`,
            [place],
          );
        for (const slot of operations.all()) {
          const owners = topics.owners[slot] ?? 0;
          const strangers = owners & ~(operations.reached[slot] as number);
          if (strangers === 0) continue;
          witnesses.add(
            () =>
              `${operations.name(slot)} was never sent to ${topics.names.filter((_, bit) => ((strangers >>> bit) & 1) === 1).join(' and ')}, whose topic holds it.`,
            [operations.place[slot] as number, topics.place[slot] as number],
          );
        }
        return witnesses.finding(topics.pending, 'records in pending-operations topics');
      },
    };
  },
};
export default guarantee;

import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { topics as topicsOf } from '../../evidence/topics.ts';
import type { Guarantee } from '../../guarantee.ts';
import { runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * An operation of which every attempt was answered with a definite error is not executed, then or later. One exception by the interface:
 * a key that exists already may exist by the first, unanswered attempt (RH-19), which is no definite failure of all attempts. Convicts RM-14.
 */
const guarantee: Guarantee = {
  id: 'definite-failures-never-execute',
  title: 'What was refused is never executed',
  text: 'An operation that was refused with an error that the table calls definite is never executed, and an instance that refused one has not put it into its topic: a refusal comes before acceptance or never.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-17', 'RG-01'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'stop-graceful', 'broker-pause', 'link-stall', 'broker-kill'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const topics = context.evidence(topicsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        let checked = 0;
        for (const slot of operations.all()) {
          inTopicOfRefuser(slot);
          if (!operations.isRefused(slot)) continue;
          checked += 1;
          const position = chain.positionOf(slot);
          if (position < 0) continue;
          const batch = chain.batchAt(position);
          const stands = topics.ownersOf(slot);
          witnesses.add(
            () =>
              `${operations.name(slot)} was refused for certain at ${runTime(operations.done[slot] as number)}; batch ${batch.height} executes it${stands.length === 0 ? '' : `, and the topic of ${stands.join(' and ')} holds it`}.`,
            [operations.place[slot] as number, batch.place],
            operations.done[slot],
          );
        }
        return witnesses.finding(checked, 'operations that were definitely refused');

        /** Accepted elsewhere afterwards, it may execute; but each instance writes its own topic, and this one said no. */
        function inTopicOfRefuser(slot: number): void {
          const refusers = (operations.refusers[slot] as number) & ~(operations.takers[slot] as number);
          if (refusers === 0) return;
          if (!operations.isRefused(slot)) checked += 1;
          const both = refusers & (topics.owners[slot] ?? 0);
          if (both === 0) return;
          const names = context.nodes.filter((_, bit) => ((both >>> bit) & 1) === 1).map(({ name }) => name);
          witnesses.add(
            () =>
              `${names.join(' and ')} refused ${operations.name(slot)} for certain, and never said otherwise; yet it stands in the topic of ${names.join(' and ')}, from which others execute it.`,
            [operations.place[slot] as number, topics.place[slot] as number],
            operations.done[slot],
          );
        }
      },
    };
  },
};
export default guarantee;

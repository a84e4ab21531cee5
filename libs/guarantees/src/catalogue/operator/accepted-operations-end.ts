import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * Every operation whose write call returned ends EXECUTED or REJECTED at every instance, once faults are healed. Unknown there is a
 * loss, PENDING is stuck. An instance that neither observer could read to the end is another guarantee's. Convicts RM-01, RM-02,
 * RM-10, RM-12, RM-13, RM-20, RM-21, RM-26.
 */
const guarantee: Guarantee = {
  id: 'accepted-operations-end',
  title: 'No accepted operation is lost',
  text: 'An operation whose write call returned ends EXECUTED or REJECTED at every instance after heal: none vanishes, none hangs.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-01', 'RG-02'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'site-dead', 'site-dark', 'broker-kill', 'replica-out-of-isr', 'restart-storm'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const counts = { lost: 0, stuck: 0 };
        let checked = 0;
        for (const slot of operations.all()) {
          if (!operations.isAcknowledged(slot)) continue;
          checked += 1;
          // One witness an operation: the same loss at three instances is one loss.
          const bad = statuses.readings.find((reading) => {
            const status = reading.of(slot);
            return status === said.unknown || status === said.pending;
          });
          if (bad === undefined) continue;
          const lost = bad.of(slot) === said.unknown;
          counts[lost ? 'lost' : 'stuck'] += 1;
          const by = operations.acknowledgedBy[slot] as number;
          const where = context.nodes[by]?.name ?? 'an instance that did not say its name';
          witnesses.add(
            () =>
              `The write of ${operations.name(slot)} was answered by ${where} at ${runTime(operations.acknowledged[slot] as number)}; after everything was healed ${bad.instance} ${lost ? 'knew no such operation' : 'still had it PENDING'} (${bad.observer} observer).`,
            [operations.acknowledgedPlace[slot] as number, bad.place[slot] as number],
            operations.acknowledged[slot],
          );
        }
        return witnesses.finding(checked, 'acknowledged operations', counts);
      },
    };
  },
};
export default guarantee;

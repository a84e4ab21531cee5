import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { Guarantee, JudgeContext } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** After heal every instance answers both observers what became of every acknowledged operation, whoever accepted it. */
const guarantee: Guarantee = {
  id: 'every-instance-answers',
  title: 'Every instance knows every operation',
  text: 'After heal, what became of an accepted operation can be asked of any instance, whichever accepted it.',
  source: { document: 'sources/rollup-ha.txt', heading: 'Overview' },
  rules: ['RG-01', 'RG-07'],
  level: 'MUST',
  kind: 'liveness',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'site-dark', 'site-dead', 'broker-kill', 'link-cut'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        const concerned = concernedBy(context);
        for (const { name, site } of context.nodes) {
          const readings = statuses.readings.filter(({ instance }) => instance === name);
          let unanswered = 0;
          let example = -1;
          for (const slot of operations.all()) {
            if (!operations.isAcknowledged(slot) || !concerned(operations.account[slot] as number, site))
              continue;
            checked += 1;
            if (readings.some((reading) => reading.of(slot) !== said.nothing)) continue;
            unanswered += 1;
            example = slot;
          }
          if (example < 0) continue;
          witnesses.add(
            () =>
              `After heal ${name} answered neither observer about ${unanswered} acknowledged operations, among them ${operations.name(example)}.`,
            [operations.acknowledgedPlace[example] as number],
          );
        }
        return witnesses.finding(checked, 'questions about acknowledged operations');
      },
    };
  },
};
export default guarantee;

/** Whether the instances of a site answer for an account: with several operators in one rollup, only their own. */
function concernedBy({ plan }: JudgeContext): (account: number, site: string) => boolean {
  const operators = plan.scenario.topology.chain?.operatorIds;
  if (operators === undefined || new Set(Object.values(operators)).size < 2) return () => true;
  const owners = new Map((plan.genesis ?? []).map(({ id, operatorId }) => [id, operatorId]));
  // Of an account that is being created nobody knows yet whose it will be.
  return (account, site) => owners.get(account) === operators[site];
}

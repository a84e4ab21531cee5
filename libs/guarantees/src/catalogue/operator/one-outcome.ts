import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { Standing, StatusReading } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

const compared = ['status', 'reason', 'batchHeight', 'index', 'account', 'stateRoot'] as const;

/**
 * Two instances, asked for the same operation after heal, say the same of it: status, reason, batch, and the numbers that its place in
 * the batch decided. What one of them does not know or has not ended is a loss or a hang (accepted-operations-end). Convicts RM-03,
 * RM-04, RM-20.
 */
const guarantee: Guarantee = {
  id: 'one-outcome',
  title: 'Every instance tells the same outcome',
  text: 'After heal every instance shows the same status, reason, batch height, assigned order index and account id for an operation.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-07'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'link-cut', 'site-dark', 'pause-long', 'consumer-offsets-lost', 'chain-reorg'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const { hashes, readings } = statuses;
        let checked = 0;
        for (let slot = 0; slot < hashes.count; slot += 1) {
          const ended = readings.filter((reading) => reading.of(slot) >= said.executed);
          const [one, ...others] = ended;
          if (one === undefined || others.length === 0) continue;
          checked += 1;
          const standing = one.standing(slot);
          for (const other of others) {
            const what = difference(standing, other.standing(slot));
            if (what === undefined) continue;
            told(slot, one, other, what);
            break;
          }
        }
        return witnesses.finding(checked, 'operations that several readers were told the end of');

        function told(
          slot: number,
          one: StatusReading,
          other: StatusReading,
          what: (typeof compared)[number],
        ): void {
          const [a, b] = [one.standing(slot), other.standing(slot)];
          witnesses.add(
            () =>
              `Of ${operations.name(slot)} ${one.instance} says ${words(a)}, ${other.instance} says ${words(b)}: they differ in ${what}.`,
            [a.place, b.place],
          );
        }
      },
    };
  },
};
export default guarantee;

/** What differs; optional fields that one of them does not tell are no difference. */
function difference(a: Standing, b: Standing): (typeof compared)[number] | undefined {
  return compared.find((field) => {
    if (a[field] === b[field]) return false;
    if (field === 'stateRoot') return a[field] !== '' && b[field] !== '';
    return field === 'status' || field === 'reason' || (a[field] !== -1 && b[field] !== -1);
  });
}

function words({ status, reason, batchHeight, index, account, stateRoot }: Standing): string {
  const parts = [
    reason === '' ? status : `${status} (${reason})`,
    ...(batchHeight < 0 ? [] : [`batch ${batchHeight}`]),
    ...(stateRoot === '' ? [] : [`root ${stateRoot.slice(0, 12)}…`]),
    ...(index < 0 ? [] : [`index ${index}`]),
    ...(account < 0 ? [] : [`account ${account}`]),
  ];
  return parts.join(', ');
}

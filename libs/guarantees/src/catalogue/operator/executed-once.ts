import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/** The chain holds an operation hash once at most, and an account's public key once. Convicts RM-04, RM-11. */
const guarantee: Guarantee = {
  id: 'executed-once',
  title: 'An operation is executed once at most',
  text: 'By its operation hash, an operation is in one batch on the chain at most, whatever was replayed, redelivered, restarted or retried; an account is created once for a public key.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-03'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'restart', 'consumer-offsets-lost', 'chain-reorg', 'pause-long', 'restart-storm'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        for (const position of chain.repeats) {
          const slot = chain.slot[position] as number;
          const [first, second] = [chain.batchAt(chain.positionOf(slot)), chain.batchAt(position)];
          witnesses.add(
            () =>
              `The chain holds ${operations.name(slot)} twice: in batch ${first.height} and in batch ${second.height}.`,
            [first.place, second.place],
          );
        }
        const keys = new Map<string, number>();
        for (const [position, key] of chain.publicKeys) {
          const before = keys.get(key);
          if (before === undefined) {
            keys.set(key, position);
            continue;
          }
          const [first, second] = [chain.batchAt(before), chain.batchAt(position)];
          if (chain.slot[before] === chain.slot[position]) continue;
          witnesses.add(
            () =>
              `Two accounts were created for one public key: ${chain.account[before]} in batch ${first.height}, ${chain.account[position]} in batch ${second.height}.`,
            [first.place, second.place],
          );
        }
        return witnesses.finding(chain.count, 'operations on the chain');
      },
    };
  },
};
export default guarantee;

import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { JudgeContext } from '../../guarantee.ts';
import { sound, unsound } from '../validity-check.ts';
import type { ValidityCheck, ValidityLine } from '../validity-check.ts';

const observers = ['first', 'second'] as const;

/**
 * Both observers asked every instance for every acknowledged operation, read every topic to its end, and the chain. Where neither
 * could it is the subject's failure, and a guarantee says so; where one could, the other's evidence is missing.
 */
export default function operatorFinalReads(context: JudgeContext): ValidityCheck {
  if (context.system !== 'operator') return { on: {}, finish: () => [] };
  const operations = context.evidence(operationsOf);
  const statuses = context.evidence(statusesOf);
  const view = context.evidence(chainView);
  /** Topic and partition to who read it to the end. */
  const ends = new Map<string, Set<string>>();
  return {
    on: {
      topic(record) {
        if (record.observer === 'live' || record.state === 'garbage') return;
        const key = `${record.topic}, partition ${record.partition}`;
        const set = ends.get(key) ?? new Set();
        ends.set(key, set);
        if (record.state === 'end') set.add(record.observer);
      },
    },
    finish() {
      const lines: ValidityLine[] = [];
      const lacking = (words: string): void => {
        if (lines.length < 5) lines.push(unsound('final-reads', words));
      };
      const acknowledged = [...operations.all()].filter((slot) => operations.isAcknowledged(slot));
      let answers = 0;
      for (const { name } of context.nodes) {
        const [first, second] = observers.map((observer) => {
          const reading = statuses.readings.find(
            (each) => each.instance === name && each.observer === observer,
          );
          return (slot: number): boolean => reading !== undefined && reading.of(slot) !== said.nothing;
        });
        if (first === undefined || second === undefined) continue;
        const odd = acknowledged.find((slot) => first(slot) !== second(slot));
        answers += acknowledged.filter(first).length;
        if (odd !== undefined)
          lacking(
            `Only the ${first(odd) ? 'first' : 'second'} observer has an answer of ${name} about ${operations.name(odd)}: nothing can be compared.`,
          );
      }
      for (const [topic, readers] of ends)
        if (readers.size === 1)
          lacking(`Only the ${[...readers][0]} observer read ${topic} to its end: nothing can be compared.`);
      const readers = view.readings.filter(({ batches }) => batches.length > 0);
      if (readers.length === 1)
        lacking(`Only the ${readers[0]?.observer} observer read the chain: nothing can be compared.`);
      if (acknowledged.length > 0 && answers === 0)
        lacking(
          'No instance was asked for any acknowledged operation at the end: what became of them is not known.',
        );
      if (lines.length > 0) return lines;
      return [
        sound(
          'final-reads',
          `${answers} answers about acknowledged operations, ${ends.size} partitions of topics and ${view.main.batches.length} batches were read, twice.`,
        ),
      ];
    },
  };
}

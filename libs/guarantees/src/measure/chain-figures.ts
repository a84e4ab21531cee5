import { chainView } from '../evidence/chain-view.ts';
import { operations as operationsOf } from '../evidence/operations.ts';
import { said, statuses as statusesOf } from '../evidence/statuses.ts';
import type { Checker, JudgeContext } from '../guarantee.ts';
import type { RunVerdict } from '../verdict.ts';
import { Times } from './distribution.ts';

/** What the chain saw of an operator: batches, gas well spent and wasted, how soon what was accepted was there. */
export function chainFigures(context: JudgeContext): {
  readonly on: Checker['on'];
  finish(): NonNullable<RunVerdict['chain']>;
} {
  const view = context.evidence(chainView);
  const operations = context.evidence(operationsOf);
  const statuses = context.evidence(statusesOf);
  const times = new Times();
  /** Run clock of the first sight of a block, by hash; and the hash first seen at a number. */
  const seen = new Map<string, number>();
  const hashAt = new Map<number, string>();
  const reorganised = new Set<number>();
  let reverted = 0;
  let gasWasted = 0;
  return {
    on: {
      block(record) {
        if (record.observer !== 'live') return;
        if (!seen.has(record.hash)) seen.set(record.hash, record.atMicros);
        const before = hashAt.get(record.number);
        if (before === undefined) hashAt.set(record.number, record.hash);
        else if (before !== record.hash) reorganised.add(record.number);
      },
      reverted(record) {
        if (record.observer !== 'first') return;
        reverted += 1;
        gasWasted += record.gasUsed;
      },
    },
    finish() {
      const chain = view.main;
      const submitters: Record<string, number> = {};
      let gasUsed = 0;
      for (const { submitter, gasUsed: gas } of chain.batches) {
        submitters[submitter] = (submitters[submitter] ?? 0) + 1;
        gasUsed += gas;
      }
      let acknowledged = 0;
      let executed = 0;
      const rejected: Record<string, number> = {};
      for (const slot of operations.all()) {
        const position = chain.positionOf(slot);
        if (position >= 0) executed += 1;
        const reading = statuses.readings.find((each) => each.of(slot) === said.rejected);
        if (reading !== undefined) {
          const { reason } = reading.standing(slot);
          rejected[reason] = (rejected[reason] ?? 0) + 1;
        }
        if (!operations.isAcknowledged(slot)) continue;
        acknowledged += 1;
        const at = position < 0 ? undefined : seen.get(chain.batchAt(position).blockHash);
        // Seen before its answer had come: it took no time.
        if (at !== undefined) times.add(Math.max(0, at - (operations.acknowledged[slot] as number)));
      }
      return {
        batches: chain.batches.length,
        operations: chain.count,
        gasUsed,
        gasWasted,
        reverted,
        submitters,
        deposits: chain.deposits.length,
        acknowledged,
        executed,
        rejected,
        acceptedToChain: times.distribution(),
        reorganised: reorganised.size,
      };
    },
  };
}

import { operations as operationsOf } from '../evidence/operations.ts';
import { said, statuses as statusesOf } from '../evidence/statuses.ts';
import type { Checker, JudgeContext } from '../guarantee.ts';

/**
 * Acknowledged operations that some instance did not know at the end, each with the moment of its acknowledgement. A count for the
 * table; the proof with witnesses is accepted-operations-end's.
 */
export function lostOperations(context: JudgeContext): {
  readonly on: Checker['on'];
  finish(): readonly number[];
} {
  const operations = context.evidence(operationsOf);
  const statuses = context.evidence(statusesOf);
  return {
    on: {},
    finish: () =>
      [...operations.all()].flatMap((slot) =>
        operations.isAcknowledged(slot) && statuses.readings.some((each) => each.of(slot) === said.unknown)
          ? [operations.acknowledged[slot] as number]
          : [],
      ),
  };
}

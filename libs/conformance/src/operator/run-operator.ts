import type { CaseResult } from '../case.ts';
import { conformanceCases } from '../registry.ts';
import { runCases, type ConformanceOptions } from '../run.ts';
import { OperatorState, type OperatorContext } from './operator-context.ts';
import type { OperatorTarget } from './target.ts';

/** Puts every case to a running operator; see `runCases`. */
export async function* runOperatorConformance(
  target: OperatorTarget,
  options: ConformanceOptions = {},
): AsyncGenerator<CaseResult> {
  if (target.nodes.length === 0 || target.accounts.length < 3)
    throw new Error('a conformance target needs at least one node and three accounts');
  const cases = await conformanceCases<OperatorContext>('operator');
  yield* runCases(cases, (label) => new OperatorState(target, label), options);
}

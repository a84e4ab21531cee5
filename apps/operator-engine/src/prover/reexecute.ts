import { decodeBatchData } from '@plimsoll/interface/operator/batch-data';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { applyBatch } from '@plimsoll/rollup/apply-batch';
import { soundRules, type ExecutionRules } from '@plimsoll/rollup/execution-rules';
import { stateRoot } from '@plimsoll/rollup/state';
import type { ProveRequest } from './prove-request.ts';
import { readWitness, type Witness } from './witness.ts';

/**
 * Executes a batch again from its witness. Returns what is wrong, in words; undefined when it leads from the parent's root to the
 * new one and pays out what is claimed.
 *
 * @param rules those of the operator; a broken one has others
 */
export function reexecute(job: ProveRequest, rules: ExecutionRules = soundRules): string | undefined {
  try {
    const batch = decodeBatchData(job.data as Hex);
    const { state, deposits } = readWitness(job.witness as Witness);
    if (stateRoot(state) !== job.parentRoot)
      return `the witness has root ${stateRoot(state)}, the parent is ${job.parentRoot}`;
    const applied = applyBatch(state, batch, deposits, rules);
    if (applied.kind === 'invalid') return applied.why;
    if (stateRoot(applied.state) !== job.newRoot)
      return `the batch leads to ${stateRoot(applied.state)}, not to ${job.newRoot}`;
    const written = applied.withdrawals.map(({ to, tokenId, amount }) => `${to} ${tokenId} ${amount}`);
    const claimed = job.withdrawals.map(({ to, tokenId, amount }) => `${to} ${tokenId} ${amount}`);
    return written.join() === claimed.join() ? undefined : 'the withdrawals are not those of the batch';
  } catch (error) {
    return (error as Error).message;
  }
}

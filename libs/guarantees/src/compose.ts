import type { Verdict } from './guarantee.ts';
import type { GuaranteeResult, RunVerdict } from './verdict.ts';

/** Validity checks whose failure even a witness cannot outrank: the witness itself may be false (design, section 7). */
export const evidenceChecks: readonly string[] = ['evidence', 'records', 'observers', 'classification'];

/**
 * The verdict of a run from its parts (design, section 7): damaged evidence or disagreeing observers, then FAIL > INVALID >
 * INCONCLUSIVE > PASS; with the one sentence that says why.
 */
export function compose(
  guarantees: readonly GuaranteeResult[],
  validity: RunVerdict['validity'],
): { readonly verdict: Verdict; readonly reason: string } {
  const bad = validity.filter((line) => !line.ok);
  const damaged = bad.find((line) => line.verdict === 'INVALID' && evidenceChecks.includes(line.check));
  if (damaged !== undefined) return { verdict: 'INVALID', reason: damaged.words };

  const failed = guarantees.filter((each) => each.finding.verdict === 'FAIL' && each.level === 'MUST');
  // Lost or forged data says more than slowness, and some say it more plainly than others.
  const worst = [...failed].sort((a, b) => rank(a) - rank(b))[0];
  if (worst !== undefined) {
    const others = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
    const witness = worst.finding.witnesses[0]?.prose ?? worst.finding.reason;
    return { verdict: 'FAIL', reason: `${worst.id}${others}: ${witness}` };
  }
  for (const verdict of ['FAIL', 'INVALID', 'INCONCLUSIVE'] as const) {
    const line = bad.find((each) => each.verdict === verdict);
    if (line !== undefined) return { verdict, reason: line.words };
    const open = guarantees.find(
      (each) => each.finding.verdict === verdict && each.level === 'MUST' && verdict !== 'FAIL',
    );
    if (open !== undefined) return { verdict, reason: `${open.id}: ${open.finding.reason}` };
  }
  const held = guarantees.filter((each) => each.finding.verdict === 'PASS').length;
  const untested = guarantees.filter((each) => each.finding.verdict === 'NOT_TESTED').length;
  return {
    verdict: 'PASS',
    reason: `${held} guarantees held${untested > 0 ? `, ${untested} not tested` : ''}.`,
  };
}

/** The breaches that a reader grasps at once; what else fails with them mostly follows from them. */
const tellingFirst: readonly string[] = [
  'no-acknowledged-send-lost',
  'accepted-operations-end',
  'conservation',
  'executed-once',
  'nonce-once',
  'rejected-never-executes',
  'batches-chain',
  'at-most-once-after-expiry',
  'no-retraction',
  'no-late-insert',
  'same-history',
  'timestamps-unique',
];

function rank(result: GuaranteeResult): number {
  const at = tellingFirst.indexOf(result.id);
  if (at >= 0) return at;
  return result.kind === 'safety' ? tellingFirst.length : tellingFirst.length + 1;
}

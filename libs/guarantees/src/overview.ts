import type { Verdict } from './guarantee.ts';
import type { TierVerdict } from './tier-verdict.ts';

/** What `certify` found of several subjects: nothing is merged, each keeps its own verdict in a folder of its own. */
export interface Overview {
  readonly plimsoll: 1;
  readonly tier: string;
  /** The worst of them. */
  readonly verdict: Verdict;
  readonly exitCode: TierVerdict['exitCode'];
  readonly subjects: readonly OverviewSubject[];
}

/** One subject of an overview. */
export interface OverviewSubject extends Pick<TierVerdict, 'verdict' | 'exitCode' | 'reason' | 'subject'> {
  /** Where its verdict and report are, below the overview's folder. */
  readonly folder: string;
}

/** FAIL > INVALID > INCONCLUSIVE > PASS, as between runs (design, section 7). */
const ranking = ['FAIL', 'INVALID', 'INCONCLUSIVE', 'PASS'] as const;

/** Puts the verdicts of several subjects side by side. Pure; of no subject at all nothing can be said. */
export function overview(
  tier: string,
  judged: readonly { readonly folder: string; readonly verdict: TierVerdict }[],
): Overview {
  const worst = ranking.flatMap((rank) => judged.filter(({ verdict }) => verdict.verdict === rank))[0]
    ?.verdict;
  return {
    plimsoll: 1,
    tier,
    verdict: worst?.verdict ?? 'INCONCLUSIVE',
    exitCode: worst?.exitCode ?? 2,
    subjects: judged.map(({ folder, verdict: { verdict, exitCode, reason, subject } }) => ({
      folder,
      verdict,
      exitCode,
      reason,
      subject,
    })),
  };
}

/** One trial: how long, and whether it had not ended by then ("greater than"). */
export interface Duration {
  readonly ms: number;
  readonly censored: boolean;
}

/** A step of the curve: from `ms` on, this share of the trials had ended. */
export interface EcdfStep {
  readonly ms: number;
  readonly share: number;
}

/**
 * The share of trials that ended within each time, by Kaplan and Meier, so that a censored trial counts as
 * "longer than" and not as a value (HS-08). Without censoring it is the plain ECDF. The curve stops below 1 if the
 * longest trials are censored; a quantile above the last share is "not reached".
 */
export function ecdf(trials: readonly Duration[]): readonly EcdfStep[] {
  const sorted = [...trials].sort((a, b) => a.ms - b.ms || Number(a.censored) - Number(b.censored));
  const steps: EcdfStep[] = [];
  let surviving = 1;
  let atRisk = sorted.length;
  for (let index = 0; index < sorted.length;) {
    const ms = sorted[index]?.ms ?? 0;
    let ended = 0;
    let gone = 0;
    for (; index < sorted.length && sorted[index]?.ms === ms; index++) {
      gone++;
      if (sorted[index]?.censored === false) ended++;
    }
    if (ended > 0) {
      surviving *= 1 - ended / atRisk;
      steps.push({ ms, share: 1 - surviving });
    }
    atRisk -= gone;
  }
  return steps;
}

/** The smallest time by which the share `q` had ended; null: not reached. */
export function ecdfQuantile(steps: readonly EcdfStep[], q: number): number | null {
  return steps.find((step) => step.share >= q - 1e-12)?.ms ?? null;
}

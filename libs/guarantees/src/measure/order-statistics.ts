import { binomialCumulative } from './clopper-pearson.ts';

/** A quantile of a few trials with its interval: nothing is assumed about the distribution (HS-09). */
export interface QuantileInterval {
  readonly q: number;
  readonly value: number;
  /** Null where n trials cannot bound that side at the confidence asked for. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The q-quantile of `values` with a two-sided interval from order statistics. For the median this needs n ≥ 6
 * at 95 %. Values may be Infinity (censored). Null for no values.
 */
export function quantileInterval(
  values: readonly number[],
  q: number,
  confidence = 0.95,
): QuantileInterval | null {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return null;
  const tail = (1 - confidence) / 2;
  // The r-th smallest lies above the quantile with probability P(X ≤ r-1), X binomial(n, q).
  let low = -1;
  while (low + 1 < n && binomialCumulative(low + 1, n, q) <= tail) low++;
  let high = n;
  while (high - 1 >= 0 && 1 - binomialCumulative(high - 1, n, q) <= tail) high--;
  const middle = (n - 1) * q;
  const below = sorted[Math.floor(middle)] ?? Number.NaN;
  const above = sorted[Math.ceil(middle)] ?? Number.NaN;
  return {
    q,
    value: below === above ? below : below + (above - below) * (middle - Math.floor(middle)),
    low: low < 0 ? null : (sorted[low] ?? null),
    high: high >= n ? null : (sorted[high] ?? null),
  };
}

/**
 * The highest quantile that the largest of n trials bounds at the given confidence, 0..1: with 20 trials
 * "p86 is at most the maximum"; n = 29 bounds p90, 59 p95, 299 p99. q^n = 1 − confidence.
 */
export function quantileBoundedByMaximum(n: number, confidence = 0.95): number {
  return n > 0 ? (1 - confidence) ** (1 / n) : 0;
}

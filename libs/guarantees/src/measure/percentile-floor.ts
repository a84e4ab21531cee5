/** Percentiles that a report may print, if the sample carries them. */
const candidates = [50, 90, 95, 99, 99.9, 99.99] as const;

/**
 * HS-05: a percentile is printed only if at least ten samples lie beyond it, n(1 − q) ≥ 10: p50 from 20, p90 from
 * 100, p95 from 200, p99 from 1,000, p99.9 from 10,000.
 */
export function carriesPercentile(n: number, p: number): boolean {
  // 1 - 0.999 is 0.0010000000000000009: compare in whole hundredths of a percent.
  return n * Math.round((100 - p) * 100) >= 100_000;
}

/** Those of p50 … p99.99 that `n` samples carry. */
export function carriedPercentiles(n: number): readonly number[] {
  return candidates.filter((p) => carriesPercentile(n, p));
}

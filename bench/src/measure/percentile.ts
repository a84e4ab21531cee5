import { carriesPercentile } from '@plimsoll/guarantees/measure/percentile-floor';

/**
 * The smallest value that at least `p` percent of all values do not exceed (nearest rank).
 *
 * @param p above 0, below 100, at most two digits after the point
 * @throws when the sample does not carry it (HS-05)
 */
export function percentile(values: readonly number[], p: number): number {
  if (!carriesPercentile(values.length, p)) throw new RangeError(`${values.length} values carry no p${p}`);
  const sorted = values.toSorted((one, other) => one - other);
  // In whole hundredths of a percent, which no rounding touches.
  return sorted[Math.ceil((Math.round(p * 100) * sorted.length) / 10_000) - 1] ?? Number.NaN;
}

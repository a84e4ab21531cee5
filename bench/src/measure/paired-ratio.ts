import { median } from './median.ts';

/** A ratio of two interleaved series with what each pair alone says. */
export interface PairedRatio {
  /** Median of A over median of B. */
  readonly ratio: number;
  /** Smallest and largest of the ratios of neighbours: the interval that goes with the claim (HS-11). */
  readonly low: number;
  readonly high: number;
}

/** Measured `a` against `b`, taken in turn A B A B: neighbours shared the host's mood. Both of equal length, at least one. */
export function pairedRatio(a: readonly number[], b: readonly number[]): PairedRatio {
  if (a.length === 0 || a.length !== b.length)
    throw new Error(`${a.length} figures cannot be held against ${b.length}`);
  const pairs = a.map((value, index) => value / (b[index] ?? Number.NaN));
  return { ratio: median(a) / median(b), low: Math.min(...pairs), high: Math.max(...pairs) };
}

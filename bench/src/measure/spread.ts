import { median } from './median.ts';

/** How far apart values of one and the same thing lie: (largest - smallest) / median. Of an A/A series it bounds what a ratio can claim (HS-11). */
export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

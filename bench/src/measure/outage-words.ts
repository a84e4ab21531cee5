import { median } from './median.ts';

/** Outages in milliseconds as the table shows them: median and worst, in seconds, with their number. */
export function outageWords(values: readonly number[]): string {
  if (values.length === 0) return 'none tested';
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  return `median ${seconds(median(values))}, worst ${seconds(Math.max(...values))} of ${values.length}`;
}

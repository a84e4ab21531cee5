/**
 * Period of the write and read probes at every endpoint, milliseconds: an operator has to execute, prove and submit each write,
 * so that there are no more than about 80 writes a second in all, and an outage is resolved to 50 ms or better.
 */
export function orderProbePeriodMs(series: number): number {
  return Math.min(100, Math.max(50, Math.ceil(series * 12.5)));
}

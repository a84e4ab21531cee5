/**
 * Period of every probe series, milliseconds: 25 ms, so that a stall well below 0.3 s is resolved (HS-06: the period is
 * the resolution), but no more than about 160 write probes a second in all: the probes must not be the load.
 */
export function probePeriodMs(writeSeries: number): number {
  return Math.min(100, Math.max(25, Math.ceil(writeSeries * 6.25)));
}

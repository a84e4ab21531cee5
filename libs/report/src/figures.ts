import type { Outage } from '@plimsoll/guarantees/verdict';

/** A time for people: `340 µs`, `12 ms`, `0.82 s`, `3 min 4 s`. Three significant digits at most. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '∞';
  if (ms < 0) return `−${duration(-ms)}`;
  if (ms === 0) return '0 ms';
  if (ms < 0.9995) return `${Number((ms * 1000).toPrecision(3))} µs`;
  if (ms < 999.5) return `${Number(ms.toPrecision(ms < 10 ? 2 : 3))} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A count with thin spaces between thousands. */
export function count(n: number): string {
  return Math.round(n)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

/** A share as percent, two significant digits. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Number((share * 100).toPrecision(2))} %`;
}

/**
 * An outage for a table. Within the grain of the probe stream nothing can be said to have stopped: `none seen`,
 * with the resolution. A censored one is "greater than" (HS-08).
 */
export function outageWords(outage: Outage | null | undefined): string {
  if (outage === null || outage === undefined) return '–';
  if (outage.censored) return `> ${duration(outage.ms)}`;
  return noStop(outage) ? `none seen (< ${duration(outage.ms)})` : duration(outage.ms);
}

/** Whether an outage is within the grain of its probe stream: at most one probe missed. */
export function noStop(outage: Outage): boolean {
  return !outage.censored && outage.ms <= 2.5 * outage.resolutionMs;
}

import type { Outage } from '../verdict.ts';
import type { Growable } from './growable.ts';

/** A steady stream of probes of one kind, from one site, at one instance (HS-06). Times in µs of the run clock. */
export interface Series {
  readonly probe: 'write' | 'read';
  readonly site: string;
  readonly instance: string;
  /** When each successful probe was answered, ascending. */
  readonly successes: Growable;
  readonly firstSentMicros: number;
  /** When the last probe, successful or not, was answered. */
  readonly lastMicros: number;
  /** Time between two probes, from one due time to the next. */
  readonly periodMicros: number;
}

/** The window of a fault: outages that overlap it are its outages; what lasts beyond `end` is censored there. */
export interface Window {
  readonly fromMicros: number;
  readonly toMicros: number;
  /** When the fault was gone; default: at `toMicros`. */
  readonly healedMicros?: number;
  /** The trial is over here (next fault applied, or end of the run). */
  readonly endMicros: number;
}

/**
 * The longest interval without a successful probe that overlaps the window (HS-06): from one success to the
 * next, not the slowest request. A stream that had no success after it is censored: "greater than". Undefined
 * when the series was not probed in the window.
 */
export function longestOutage(series: Series, window: Window): Outage | undefined {
  const { successes } = series;
  if (series.firstSentMicros > window.toMicros || series.lastMicros < window.fromMicros) return undefined;
  let longest: Outage | undefined;
  // The interval that contains the window's start begins at the success before it.
  let index = successes.firstAtLeast(window.fromMicros) - 1;
  for (; index < successes.length; index++) {
    const fromMicros = index < 0 ? series.firstSentMicros : successes.at(index);
    if (fromMicros > window.toMicros) break;
    const next = index + 1 < successes.length ? successes.at(index + 1) : Infinity;
    const limit = Math.max(window.endMicros, window.toMicros);
    const censored = next > limit;
    const toMicros = Math.max(fromMicros, Math.min(next, limit, Math.max(series.lastMicros, fromMicros)));
    if (censored && isNextTrials(fromMicros, toMicros, next, series, window)) continue;
    if (longest === undefined || toMicros - fromMicros > longest.toMicros - longest.fromMicros)
      longest = {
        ms: (toMicros - fromMicros) / 1000,
        censored,
        resolutionMs: series.periodMicros / 1000,
        series: `${series.probe}|${series.site}|${series.instance}`,
        fromMicros,
        toMicros,
      };
  }
  return longest;
}

/**
 * Whether an interval that reaches over the end of the trial is none of this trial's: the stream's own end in good
 * order, or one that began after the heal, late in the recovery, and ended in the next trial, which counts it.
 */
function isNextTrials(
  fromMicros: number,
  toMicros: number,
  nextMicros: number,
  series: Series,
  window: Window,
): boolean {
  const isGrain = toMicros - fromMicros < 3 * series.periodMicros;
  if (nextMicros === Infinity) return isGrain;
  const healedMicros = window.healedMicros ?? window.toMicros;
  // The next fault may come at once, where this one was not felt at all.
  return fromMicros > healedMicros && (isGrain || toMicros - fromMicros < (toMicros - healedMicros) / 2);
}

/** Whether an outage is more than the stream's own grain: two missed probes and more. */
export function isStall(outage: Outage): boolean {
  return outage.censored || outage.ms > 2.5 * outage.resolutionMs;
}

/** The worst of several series: a censored one is worse than any that ended. */
export function worstOutage(outages: readonly Outage[]): Outage | undefined {
  return outages.reduce<Outage | undefined>((worst, one) => {
    if (worst === undefined || (one.censored && !worst.censored)) return one;
    return one.censored === worst.censored && one.ms > worst.ms ? one : worst;
  }, undefined);
}

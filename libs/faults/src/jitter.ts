import { longestTimerMs, type Timers } from './timers.ts';

/**
 * How long to wait before an injection, in whole milliseconds, drawn from [0, longest relevant timer) so that
 * the phases of the subject are sampled instead of one being hit over and over (HS-07). `maxMs` caps the range
 * for short runs; the plan stores what was drawn.
 */
export function jitterMs(random: () => number, timers: Timers, maxMs = Number.POSITIVE_INFINITY): number {
  return Math.floor(random() * Math.min(longestTimerMs(timers), maxMs));
}

/** A subject's timers by name, milliseconds, as its manifest says. */
export type Timers = Readonly<Record<string, number>>;

/**
 * Timers above this are not waited for: an hour's pruning interval is no lease. Both the hold of a long pause
 * and the jitter of an injection leave them out.
 */
export const relevantTimerMs = 30_000;

/** The subject's longest relevant timer in milliseconds; 0 when it names none. */
export function longestTimerMs(timers: Timers): number {
  return Math.max(0, ...relevant(timers));
}

/**
 * Long enough for any lease to be seen as lost: the two longest relevant timers one after the other (the lease,
 * then the check that notices), and a margin of one second for the notice to be written down.
 */
export function beyondEveryTimerMs(timers: Timers): number {
  const [first = 0, second = 0] = relevant(timers).toSorted((a, b) => b - a);
  return first + second + 1_000;
}

/** Short enough that no lease is lost: a third of the longest relevant timer, at most half a second, at least 50 ms. */
export function belowTheLeaseMs(timers: Timers): number {
  const longest = longestTimerMs(timers);
  return longest === 0 ? 500 : Math.round(Math.max(50, Math.min(500, longest / 3)));
}

function relevant(timers: Timers): number[] {
  return Object.values(timers).filter((milliseconds) => milliseconds <= relevantTimerMs);
}

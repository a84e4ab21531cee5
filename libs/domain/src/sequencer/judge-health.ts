/** What a node knows of its own progress. Ages are milliseconds on the monotonic clock. */
export interface ProgressFacts {
  readonly phase: 'starting' | 'online' | 'recovering' | 'stopping' | 'failed';
  /** Why it is in that phase, in words. */
  readonly because: string;
  /** The own row as last read by the reader's connection; null if it was not there or belonged to another lease. */
  readonly ownRowOnline: boolean | null;
  /** Since the own watermark was last saved. */
  readonly savedAgeMs: number;
  /** Since the database last answered the reader. */
  readonly readAgeMs: number;
  /** Since the position that readers are shown last moved. */
  readonly visibleAgeMs: number;
  /** Background loops that ended though they should not. */
  readonly failedLoops: readonly string[];
}

/** How old progress may be, milliseconds. */
export interface ProgressBounds {
  readonly savedMs: number;
  readonly readMs: number;
  /** Longer than it takes to mark another, dead node offline: its stall is not this node's fault. */
  readonly visibleMs: number;
}

/**
 * Why a node is not ready; empty when it is. Ready means making progress in the role (DG-20): the own row is
 * online, its watermark was saved and the database read a moment ago, and readers are shown more and more.
 */
export function judgeHealth(facts: ProgressFacts, bounds: ProgressBounds): string[] {
  const reasons: string[] = [];
  if (facts.phase !== 'online') reasons.push(`writer ${facts.phase}: ${facts.because}`);
  else if (facts.ownRowOnline !== true) reasons.push('own row is marked offline');
  if (facts.savedAgeMs > bounds.savedMs) reasons.push(`no watermark saved for ${bounds.savedMs} ms`);
  if (facts.readAgeMs > bounds.readMs) reasons.push(`database has not answered for ${bounds.readMs} ms`);
  if (facts.visibleAgeMs > bounds.visibleMs)
    reasons.push(`safe watermark has not moved for ${bounds.visibleMs} ms`);
  for (const loop of facts.failedLoops) reasons.push(`${loop} ended unexpectedly`);
  return reasons;
}

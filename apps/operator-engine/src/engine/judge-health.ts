/** What an engine knows about its own progress. Ages in milliseconds; Infinity: never. */
export interface ProgressFacts {
  readonly stopping: boolean;
  /** What was final is gone, or the chain holds what the rules do not lead to. */
  readonly alarm: string | undefined;
  /** Since everything that the chain has had been read. */
  readonly behindMs: number;
  /** Since a node of the chain answered. */
  readonly chainAnsweredMs: number;
  /** Since the chain had a new block. */
  readonly headMovedMs: number;
  /** Since the prover answered. */
  readonly proverAnsweredMs: number;
  /** How long the first unpublished record waits, or a topic that cannot be read; 0: none. */
  readonly unpublishedMs: number;
  /** What Kafka says about it. */
  readonly kafkaTrouble: string | undefined;
  /** Since there is a batch to be accepted and none was; 0: there is none. */
  readonly unsubmittedMs: number;
  /** Why submitting does not work. */
  readonly trouble: string | undefined;
}

/** Bounds, milliseconds. */
export interface ProgressBounds {
  readonly notReadyAfterMs: number;
  /** A chain whose head stands still for so long has stalled. */
  readonly headStillMs: number;
}

/** Why an engine is not ready; empty when it is. Ready means making progress, not answering (RG-16, RH-12). */
export function judgeHealth(facts: ProgressFacts, bounds: ProgressBounds): string[] {
  const { notReadyAfterMs, headStillMs } = bounds;
  const reasons: string[] = [];
  const since = (ms: number): string => (Number.isFinite(ms) ? `for ${Math.round(ms)} ms` : 'yet');
  if (facts.stopping) reasons.push('stopping');
  if (facts.alarm !== undefined) reasons.push(`alarm: ${facts.alarm}`);
  if (facts.chainAnsweredMs > notReadyAfterMs)
    reasons.push(`no node of the chain has answered ${since(facts.chainAnsweredMs)}`);
  else if (facts.headMovedMs > headStillMs)
    reasons.push(`the chain has had no block ${since(facts.headMovedMs)}`);
  if (facts.behindMs > notReadyAfterMs) reasons.push('catching up with the chain');
  if (facts.proverAnsweredMs > notReadyAfterMs)
    reasons.push(`the prover has not answered ${since(facts.proverAnsweredMs)}`);
  if (facts.unpublishedMs > notReadyAfterMs)
    reasons.push(
      `Kafka has not acknowledged a record ${since(facts.unpublishedMs)}: ${facts.kafkaTrouble ?? 'no answer'}`,
    );
  if (facts.unsubmittedMs > 2 * notReadyAfterMs)
    reasons.push(`no batch was accepted ${since(facts.unsubmittedMs)} while operations wait`);
  if (facts.trouble !== undefined) reasons.push(facts.trouble);
  return reasons;
}

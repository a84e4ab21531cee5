/** How an attempt at a node ended without a reply that may be passed on. */
export interface FailedAttempt {
  /** The connection could not be made, so that not one byte of the request reached the node. */
  readonly neverSent: boolean;
  /** The code of the node's definite refusal, if it answered. */
  readonly refusedAs: string | undefined;
  /** Doing it twice is the same as doing it once. */
  readonly repeatable: boolean;
}

/**
 * Whether a request may be given to another node: only if the first certainly did nothing with it, or if doing it
 * twice does no harm. Any other send would be at risk of being sequenced twice while its client is told once.
 */
export function mayTryAnother(attempt: FailedAttempt): boolean {
  return attempt.neverSent || attempt.refusedAs === 'SEQUENCER_UNAVAILABLE' || attempt.repeatable;
}

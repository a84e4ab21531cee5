/** What is known when a writer finds its queue empty. */
export interface KeepAliveFacts {
  /** Since its watermark was last saved, milliseconds. */
  readonly idleMs: number;
  readonly keepAliveMs: number;
  /** Another node wrote beyond this one's watermark, and readers wait for it. */
  readonly nudged: boolean;
}

/**
 * Whether a writer with nothing to write advances its watermark: after the keep-alive interval, else everybody's
 * reads would stop at it (DG-04), or at once when others are waiting for it.
 */
export function keepAliveDue(facts: KeepAliveFacts): boolean {
  return facts.nudged || facts.idleMs >= facts.keepAliveMs;
}

/** What a graceful stop needs of a writer. */
export interface Drainable {
  /** From now on sends are refused. */
  readonly stopAccepting: () => void;
  /** Resolves when the queue is empty and written, or at the limit. */
  readonly finishQueue: (withinMs: number) => Promise<void>;
  /** Marks the own row offline, so that readers need not wait for it; bounded by the statement time-out. */
  readonly markOffline: () => Promise<void>;
}

export type DrainWriter = (writer: Drainable, withinMs: number) => Promise<void>;

/**
 * Stops a writer so that nobody notices (DC-24): no new sends, the queue written and covered, the own row
 * offline. A dead database cannot hold it up: each step has a bound.
 */
export const drainWriter: DrainWriter = async (writer, withinMs) => {
  writer.stopAccepting();
  await writer.finishQueue(withinMs / 2);
  await writer.markOffline();
};

import { setTimeout as sleep } from 'node:timers/promises';

/** What a graceful stop needs of a writer. */
export interface Drainable {
  /** From now on sends are refused. */
  readonly stopAccepting: () => void;
  /** Resolves when the queue is empty and written, or at the limit. */
  readonly finishQueue: (withinMs: number) => Promise<void>;
  /**
   * Marks the own row offline, so that readers need not wait for it; bounded by the statement time-out.
   *
   * @returns whether it could
   */
  readonly markOffline: () => Promise<boolean>;
}

export type DrainWriter = (writer: Drainable, withinMs: number) => Promise<void>;

/**
 * Stops a writer so that nobody notices (DC-24): no new sends, the queue written and covered, the own row
 * offline. A dead database cannot hold it up: it is over after `withinMs`, whatever has been reached (DG-07).
 */
export const drainWriter: DrainWriter = async (writer, withinMs) => {
  writer.stopAccepting();
  const steps = writer.finishQueue(withinMs / 3).then(writer.markOffline);
  await Promise.race([steps.catch(() => undefined), sleep(withinMs, undefined, { ref: false })]);
};

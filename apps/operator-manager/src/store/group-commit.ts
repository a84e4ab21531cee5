import { setTimeout as sleep } from 'node:timers/promises';

/** Gathers what comes while the last group is being done. */
export interface GroupCommit<Item> {
  /** Resolves when the group that held the item is done. */
  readonly add: (item: Item) => Promise<void>;
  readonly pending: () => number;
  /** Why the last attempt failed; undefined while it goes well. */
  readonly trouble: () => string | undefined;
  /** Ends after what is being done; what waits is never resolved. */
  readonly close: () => void;
}

/**
 * Does many items in one go, one group at a time and in order, and tries a failed group again until it is done: what was
 * added must not be lost for a database or an engine that was away for a while. The work must do no harm when repeated.
 */
export function startGroupCommit<Item>(
  most: number,
  work: (items: readonly Item[]) => Promise<void>,
): GroupCommit<Item> {
  const queue: { item: Item; done: () => void }[] = [];
  let running = false;
  let trouble: string | undefined;
  let closed = false;
  const run = async (): Promise<void> => {
    running = true;
    while (queue.length > 0 && !closed) {
      const group = queue.slice(0, most);
      try {
        await work(group.map(({ item }) => item));
        trouble = undefined;
        queue.splice(0, group.length);
        for (const { done } of group) done();
      } catch (error) {
        trouble = (error as Error).message;
        await sleep(50);
      }
    }
    running = false;
  };
  return {
    add: (item) =>
      new Promise((done) => {
        queue.push({ item, done });
        if (!running) void run();
      }),
    pending: () => queue.length,
    trouble: () => trouble,
    close: () => (closed = true),
  };
}

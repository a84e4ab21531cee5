import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

let quiet = false;

/**
 * Stops the timer of 1 ms that every connection of kafkajs 2.2.4 re-arms for ever on Node 24, at 3.5–5.3 % of a core a
 * process, with a warning for each (trap K11 of facts/rollup.md). To be called before the first client; once is enough.
 */
export function quietRequestQueue(): void {
  if (quiet) return;
  quiet = true;
  // Without a partitioner warning either: the partitioner is stated (partition-of.ts).
  process.env['KAFKAJS_NO_PARTITIONER_WARNING'] ??= '1';
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue;
  };
  const original = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(this: RequestQueue): void {
    if (this.pending.length === 0 && this.throttledUntil <= Date.now()) return;
    original.call(this);
  };
}

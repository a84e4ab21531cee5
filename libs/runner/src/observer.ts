import type { LoadStatus, WatchStatus } from '@plimsoll/load/client';

/** What a run tells people while it goes on. The command line turns it into a live view or plain lines. */
export interface RunObserver {
  phase(name: string, words: string): void;
  /** A step of a fault: planned, applied, bit, healed …, with what was seen. */
  fault(step: string, fault: string, target: string, words: string, holdMs?: number): void;
  /** About four times a second. */
  status(load: LoadStatus, watch: WatchStatus): void;
  line(words: string): void;
}

/** Says nothing: for tests and for callers that only want the verdict. */
export const silentObserver: RunObserver = { phase() {}, fault() {}, status() {}, line() {} };

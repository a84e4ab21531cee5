import { DueQueue } from './due-queue.ts';

/** What the book knows of one message id. */
interface Open<Send> {
  readonly id: number;
  readonly send: Send;
  readonly member: number;
  attempts: number;
  inFlight: number;
  /** Highest max-sequencing-time among attempts that may have happened; 0 while there is none. */
  openUntilMicros: number;
}

/** A retry that the rule allows now. */
export interface Retry<Send> {
  readonly id: number;
  readonly send: Send;
  readonly attempt: number;
  /** What the member had observed, if an earlier attempt may have happened; undefined if all were definite failures. */
  readonly observedMicros: number | undefined;
}

/**
 * When a message id may be sent again (DG-13 safe-retry; facts/domain.md, "Time, expiry and safe retry"). An attempt
 * that may have happened blocks its id until the *sender itself has observed*, on its own stream, a sequenced time
 * (event or proof) at or above the attempt's max-sequencing-time without its receipt. Equality suffices: timestamps are
 * unique and streams ascend, so the event at that very time is another's (if it is the own one, its receipt is booked
 * first). A definite failure blocks nothing. The harness's clock never decides. Pure: no clock, no I/O.
 */
export class RetryBook<Send> {
  readonly #maxAttempts: number;
  readonly #open = new Map<number, Open<Send>>();
  readonly #waiting = new Map<number, DueQueue<Open<Send>>>();
  readonly #observed = new Map<number, number>();

  constructor(maxAttempts: number) {
    this.#maxAttempts = maxAttempts;
  }

  /** Ids that are neither done nor given up. */
  get size(): number {
    return this.#open.size;
  }

  /** Highest sequenced time that this member has observed. */
  observedBy(member: number): number | undefined {
    return this.#observed.get(member);
  }

  /** An attempt goes out. Returns its number, from 1. */
  sent(id: number, member: number, send: Send): number {
    const open = this.#open.get(id) ?? { id, send, member, attempts: 0, inFlight: 0, openUntilMicros: 0 };
    this.#open.set(id, open);
    open.attempts += 1;
    open.inFlight += 1;
    return open.attempts;
  }

  /**
   * An attempt ended: `done` (sequenced or rejected, or not to be retried), `failed` (definitely did not happen), `open` (it may
   * have). Returns the retry that is allowed at once, if any.
   */
  ended(
    id: number,
    how: 'done' | 'failed' | 'open',
    maxSequencingTimeMicros: number,
  ): Retry<Send> | undefined {
    const open = this.#open.get(id);
    if (open === undefined) return undefined;
    open.inFlight -= 1;
    if (how === 'done') this.#open.delete(id);
    if (how === 'open') open.openUntilMicros = Math.max(open.openUntilMicros, maxSequencingTimeMicros);
    if (how === 'done' || open.inFlight > 0) return undefined;
    if (open.attempts >= this.#maxAttempts) {
      this.#open.delete(id);
      return undefined;
    }
    const observed = this.#observed.get(open.member) ?? -1;
    if (open.openUntilMicros === 0 || observed >= open.openUntilMicros) return this.#retry(open);
    this.#queue(open.member).add(open.openUntilMicros, open);
    return undefined;
  }

  /** The member saw the receipt of this id, or its error event. */
  receipt(id: number): void {
    this.#open.delete(id);
  }

  /** The member observed this sequenced time on its own stream; returns the retries that it allows. */
  observed(member: number, micros: number): Retry<Send>[] {
    if (micros <= (this.#observed.get(member) ?? -1)) return [];
    this.#observed.set(member, micros);
    const retries: Retry<Send>[] = [];
    const queue = this.#queue(member);
    for (let open = queue.take(micros); open !== undefined; open = queue.take(micros)) {
      // Done meanwhile, or in flight again: then the end of that attempt decides.
      if (this.#open.get(open.id) === open && open.inFlight === 0 && open.openUntilMicros <= micros) {
        retries.push(this.#retry(open));
      }
    }
    return retries;
  }

  /** Gives up all that is open; what was observed stays known. */
  clear(): void {
    this.#open.clear();
    this.#waiting.clear();
  }

  /** Neither done nor given up. */
  has(id: number): boolean {
    return this.#open.has(id);
  }

  #retry(open: Open<Send>): Retry<Send> {
    return {
      id: open.id,
      send: open.send,
      attempt: open.attempts + 1,
      observedMicros: open.openUntilMicros === 0 ? undefined : this.#observed.get(open.member),
    };
  }

  #queue(member: number): DueQueue<Open<Send>> {
    let queue = this.#waiting.get(member);
    if (queue === undefined) {
      queue = new DueQueue();
      this.#waiting.set(member, queue);
    }
    return queue;
  }
}

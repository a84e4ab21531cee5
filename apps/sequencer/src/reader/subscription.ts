import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { errorLine, eventLine, proofLine, type ReadyEvent } from './event-line.ts';

/** Bytes that may wait for a slow reader before it is left to catch up from the database. */
const waitingBytesMax = 4 * 1024 * 1024;

/** How a line's sender is named. */
export type NameOf = (memberId: number) => string;

/** One open stream: where it stands and what is still to be written to it. */
export class Subscription {
  readonly memberId: number;
  /** Everything at or below it was delivered, or lies before the requested start. */
  positionMicros: number;
  previousMicros: number | null = null;
  /** `live` gets the node's feed; `behind` reads pages of its own, and the feed is kept in `held` meanwhile. */
  mode: 'behind' | 'live' = 'behind';
  held: ReadyEvent[] | undefined;
  provenMicros = 0;
  provenAtMs = -Infinity;
  closed = false;
  readonly #response: ServerResponse;
  readonly #nameOf: NameOf;
  #lines = '';

  constructor(memberId: number, positionMicros: number, response: ServerResponse, nameOf: NameOf) {
    this.memberId = memberId;
    this.positionMicros = positionMicros;
    this.#response = response;
    this.#nameOf = nameOf;
  }

  /**
   * Delivers an event that comes next in order; true if a line was added. What lies before the requested start
   * is withheld, but the next event's link still names it.
   */
  add(ready: ReadyEvent): boolean {
    const { timestampMicros, senderId } = ready.event;
    if (this.previousMicros !== null && timestampMicros <= this.previousMicros) return false;
    const wanted = timestampMicros > this.positionMicros;
    if (wanted) {
      this.#lines += eventLine(ready, this.memberId, this.previousMicros, this.#nameOf(senderId));
      this.positionMicros = timestampMicros;
    }
    this.previousMicros = timestampMicros;
    return wanted;
  }

  /** Adds the proof "nothing more up to T", once in a while the same again. */
  prove(upToMicros: number, nowMs: number): void {
    this.provenMicros = upToMicros;
    this.provenAtMs = nowMs;
    this.#lines += proofLine(upToMicros);
  }

  /** Writes what was added, at once. */
  flush(): void {
    if (this.#lines === '' || this.closed) return;
    this.#response.write(this.#lines);
    this.#lines = '';
    if (this.#response.writableLength > waitingBytesMax) this.mode = 'behind';
  }

  /** Resolves when the reader has taken what was written; ends the stream if that takes too long. */
  async drained(withinMs: number): Promise<void> {
    if (!this.#response.writableNeedDrain || this.closed) return;
    await once(this.#response, 'drain', { signal: AbortSignal.timeout(withinMs) }).catch(() => this.drop());
  }

  /** Ends the stream with a reason from the error table. */
  fail(code: string, message: string): void {
    if (this.closed) return;
    this.closed = true;
    this.#response.end(errorLine(code, message));
  }

  drop(): void {
    this.closed = true;
    this.#response.destroy();
  }
}

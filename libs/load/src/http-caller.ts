import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { Address } from '@plimsoll/testbed/testbed';
import { type Dispatcher, Pool } from 'undici';
import type { RunClock } from './run-clock.ts';

/** How a call ended on the wire; what it means is said by `classify`. */
export interface Reply {
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly httpStatus: number | undefined;
  readonly servedBy: string | undefined;
  readonly text: string;
  /**
   * `NOT_SENT`: not one byte of it left this process, so it certainly did not happen. `TRANSPORT`: the connection broke.
   * `TIMEOUT`: no whole reply in time. `TOO_LONG`: the reply exceeds what the interface allows.
   */
  readonly error: 'NOT_SENT' | 'TRANSPORT' | 'TIMEOUT' | 'TOO_LONG' | undefined;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string | undefined;
}

export interface CallerOptions {
  /** Connections to one address; also the bound of calls in flight to it. */
  readonly connections: number;
  readonly timeoutMs: number;
}

/**
 * HTTP calls for load and probes: one undici pool an address, no `fetch`, no promise for each call (facts/libraries.md,
 * section 2: a generator written with `fetch` measures itself). Every call ends exactly once, within `timeoutMs` and
 * the grain of the deadline check (20 ms). Never retries on its own.
 */
export class HttpCaller {
  readonly #clock: RunClock;
  readonly #options: CallerOptions;
  readonly #pools = new Map<string, { readonly pool: Pool; inFlight: number }>();
  readonly #deadlines: Call[] = [];
  #head = 0;
  #closed = false;
  readonly #timer: NodeJS.Timeout;

  constructor(clock: RunClock, options: CallerOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#timer = setInterval(() => this.#expire(), 20);
    this.#timer.unref();
  }

  /** Calls in flight to this address. */
  inFlight(address: Address): number {
    return this.#pools.get(`${address.host}:${address.port}`)?.inFlight ?? 0;
  }

  call(address: Address, request: Request, done: (reply: Reply) => void): void {
    if (this.#closed) {
      const now = this.#clock();
      const nothing = { httpStatus: undefined, servedBy: undefined, text: '', error: 'NOT_SENT' } as const;
      done({ sentMicros: now, doneMicros: now, ...nothing });
      return;
    }
    const entry = this.#pool(address);
    const headers: string[] = [];
    if (request.token !== undefined) headers.push('authorization', `Bearer ${request.token}`);
    if (request.body !== undefined) headers.push('content-type', 'application/json');
    const call = new Call(this.#clock, (reply) => {
      entry.inFlight -= 1;
      done(reply);
    });
    entry.inFlight += 1;
    this.#deadlines.push(call);
    entry.pool.dispatch(
      { method: request.method, path: request.path, headers, body: request.body ?? null },
      call,
    );
  }

  /** Ends every call that is still in flight (as if timed out), tells each caller, and refuses any further one. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const call of this.#deadlines) call.expire();
    await Promise.all([...this.#pools.values()].map(({ pool }) => pool.destroy()));
  }

  #pool(address: Address): { readonly pool: Pool; inFlight: number } {
    const key = `${address.host}:${address.port}`;
    let entry = this.#pools.get(key);
    if (entry === undefined) {
      const pool = new Pool(`http://${key}`, {
        connections: this.#options.connections,
        pipelining: 1,
        // Deadlines are ours: undici's run on a clock of half a second.
        headersTimeout: 0,
        bodyTimeout: 0,
        connect: { timeout: this.#options.timeoutMs },
      });
      entry = { pool, inFlight: 0 };
      this.#pools.set(key, entry);
    }
    return entry;
  }

  /** All calls have the same time-out, so they expire in the order in which they were made. */
  #expire(): void {
    const before = this.#clock() - this.#options.timeoutMs * 1000;
    while (this.#head < this.#deadlines.length) {
      const call = this.#deadlines[this.#head] as Call;
      if (!call.ended && call.sentMicros > before) break;
      call.expire();
      this.#head += 1;
    }
    // Given back in large pieces: taking from the front of an array one by one costs its length each time.
    if (this.#head > 1024) {
      this.#deadlines.splice(0, this.#head);
      this.#head = 0;
    }
  }
}

const replyMaxCharacters = 1_000_000;

/** One call in flight, as undici's handler. */
class Call implements Dispatcher.DispatchHandler {
  readonly sentMicros: number;
  ended = false;
  readonly #clock: RunClock;
  readonly #done: (reply: Reply) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #httpStatus: number | undefined;
  #servedBy: string | undefined;
  #text = '';

  constructor(clock: RunClock, done: (reply: Reply) => void) {
    this.#clock = clock;
    this.#done = done;
    this.sentMicros = clock();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It expired while it waited for a connection and was reported as not sent: that must stay true.
    if (this.ended) controller.abort(new Error('expired before it was sent'));
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.#httpStatus = statusCode;
    const servedBy = headers[instanceHeader];
    this.#servedBy = typeof servedBy === 'string' ? servedBy : undefined;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#text += chunk.toString('utf8');
    if (this.#text.length > replyMaxCharacters) {
      this.#end('TOO_LONG');
      controller.abort(new Error('reply too long'));
    }
  }

  onResponseEnd(): void {
    this.#end(undefined);
  }

  onResponseError(): void {
    this.#end(this.#controller === undefined ? 'NOT_SENT' : 'TRANSPORT');
  }

  expire(): void {
    if (this.ended) return;
    this.#end(this.#controller === undefined ? 'NOT_SENT' : 'TIMEOUT');
    this.#controller?.abort(new Error('timed out'));
  }

  #end(error: Reply['error']): void {
    if (this.ended) return;
    this.ended = true;
    this.#done({
      sentMicros: this.sentMicros,
      doneMicros: this.#clock(),
      httpStatus: this.#httpStatus,
      servedBy: this.#servedBy,
      text: this.#text,
      error,
    });
  }
}

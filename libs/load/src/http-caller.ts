import type { Address } from '@plimsoll/testbed/testbed';
import { type Exchange, HttpConnection } from './http-connection.ts';
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
   * `TIMEOUT`: no whole reply in time. `GARBAGE`: no HTTP, or a reply longer than the interface allows.
   */
  readonly error: 'NOT_SENT' | 'TRANSPORT' | 'TIMEOUT' | 'GARBAGE' | undefined;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string | undefined;
}

export interface CallerOptions {
  /** Connections to one address; what is more waits for one. */
  readonly connections: number;
  readonly timeoutMs: number;
}

/** A server may close a connection that it finds idle; one that was free for longer than this is not used again. */
const idleMaxMs = 3000;
/** Dropped in one check of the deadlines at most: a thousand that grow old together would hold up what is due then. */
const droppedMax = 8;

/** Connections to one address. */
interface Pool {
  readonly address: Address;
  readonly idle: HttpConnection[];
  readonly waiting: { readonly request: string; readonly call: Call }[];
  open: number;
  inFlight: number;
}

/**
 * HTTP calls for load and probes, over connections of our own: a general client costs half of the generator's rate, and
 * cannot say for certain that nothing was sent (facts/libraries.md, section 2). Every call ends exactly once, within
 * `timeoutMs` and the grain of the deadline check (20 ms). Never retries on its own.
 */
export class HttpCaller {
  readonly #clock: RunClock;
  readonly #options: CallerOptions;
  readonly #pools = new Map<string, Pool>();
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

  /** Opens so many connections beforehand, as far as allowed: to open one takes longer than to send. */
  open(address: Address, count: number): void {
    const pool = this.#pool(address);
    for (let more = Math.min(count, this.#options.connections - pool.open); more > 0; more -= 1) {
      this.#connect(pool, (connection) => {
        if (this.#closed) connection.destroy();
        else pool.idle.push(connection);
      });
    }
  }

  /** Calls in flight to this address. */
  inFlight(address: Address): number {
    return this.#pools.get(`${address.host}:${address.port}`)?.inFlight ?? 0;
  }

  call(address: Address, request: Request, done: (reply: Reply) => void): void {
    const pool = this.#pool(address);
    const call = new Call(this.#clock, (reply) => {
      pool.inFlight -= 1;
      done(reply);
    });
    pool.inFlight += 1;
    if (this.#closed) return call.end('NOT_SENT');
    this.#deadlines.push(call);
    const text = render(pool.address, request);
    const connection = this.#free(pool);
    if (connection === undefined) pool.waiting.push({ request: text, call });
    else this.#run(pool, connection, text, call);
  }

  /** Ends every call that is still in flight (as if timed out), tells each caller, and refuses any further one. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const call of this.#deadlines) call.expire();
    for (const { idle } of this.#pools.values()) {
      while (idle.length > 0) idle.pop()?.destroy();
    }
  }

  #run(pool: Pool, connection: HttpConnection, request: string, call: Call): void {
    call.connection = connection;
    connection.run(request, (exchange) => {
      // Free again before the caller hears of it: it may call at once.
      if (typeof exchange !== 'string' && exchange.reusable) {
        if (this.#closed) connection.destroy();
        else pool.idle.push(connection);
      }
      call.end(exchange);
      this.#serveWaiting(pool);
    });
  }

  #serveWaiting(pool: Pool): void {
    while (pool.waiting.length > 0) {
      const connection = this.#free(pool);
      if (connection === undefined) return;
      const next = pool.waiting.shift() as { readonly request: string; readonly call: Call };
      if (next.call.ended) pool.idle.push(connection);
      else this.#run(pool, connection, next.request, next.call);
    }
  }

  /** A connection to use: the one freed last, so that surplus ones grow old and are dropped; else a new one, if allowed. */
  #free(pool: Pool): HttpConnection | undefined {
    for (let connection = pool.idle.pop(); connection !== undefined; connection = pool.idle.pop()) {
      if (performance.now() - connection.idleSinceMs < idleMaxMs) return connection;
      connection.destroy();
    }
    return pool.open < this.#options.connections ? this.#connect(pool) : undefined;
  }

  #connect(pool: Pool, opened?: (connection: HttpConnection) => void): HttpConnection {
    pool.open += 1;
    let open = true;
    const gone = (connection: HttpConnection): void => {
      if (!open) return;
      open = false;
      pool.open -= 1;
      const at = pool.idle.indexOf(connection);
      if (at >= 0) pool.idle.splice(at, 1);
      if (!this.#closed) setImmediate(() => this.#serveWaiting(pool));
    };
    return new HttpConnection(pool.address, gone, opened);
  }

  /** Drops some of those that were free for too long: the one freed first stands first. */
  #dropOld({ idle }: Pool): void {
    for (let dropped = 0; dropped < droppedMax; dropped += 1) {
      const [oldest] = idle;
      if (oldest === undefined || performance.now() - oldest.idleSinceMs < idleMaxMs) return;
      oldest.destroy();
    }
  }

  #pool(address: Address): Pool {
    const key = `${address.host}:${address.port}`;
    let pool = this.#pools.get(key);
    if (pool === undefined) {
      pool = { address, idle: [], waiting: [], open: 0, inFlight: 0 };
      this.#pools.set(key, pool);
    }
    return pool;
  }

  /** All calls have the same time-out, so they expire in the order in which they were made. */
  #expire(): void {
    for (const pool of this.#pools.values()) this.#dropOld(pool);
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

/** One call in flight. */
class Call {
  readonly sentMicros: number;
  ended = false;
  connection: HttpConnection | undefined;
  readonly #clock: RunClock;
  #done: ((reply: Reply) => void) | undefined;

  constructor(clock: RunClock, done: (reply: Reply) => void) {
    this.#clock = clock;
    this.#done = done;
    this.sentMicros = clock();
  }

  expire(): void {
    if (this.ended) return;
    const { connection } = this;
    const head = { status: connection?.status, servedBy: connection?.servedBy };
    const sent = connection?.sent === true;
    connection?.destroy();
    this.#tell(head, '', sent ? 'TIMEOUT' : 'NOT_SENT');
  }

  end(exchange: Exchange): void {
    if (this.ended) return;
    if (typeof exchange === 'string') this.#tell({ status: undefined, servedBy: undefined }, '', exchange);
    else this.#tell(exchange, exchange.text, undefined);
  }

  #tell(
    { status, servedBy }: { readonly status: number | undefined; readonly servedBy: string | undefined },
    text: string,
    error: Reply['error'],
  ): void {
    this.ended = true;
    this.connection = undefined;
    // An ended call waits in the line of deadlines for those before it; what it was for must not wait with it.
    const done = this.#done;
    this.#done = undefined;
    done?.({
      sentMicros: this.sentMicros,
      doneMicros: this.#clock(),
      httpStatus: status,
      servedBy,
      text,
      error,
    });
  }
}

/** Head and body as one text. Everything in it is ours or was checked (tokens: sessions.ts), so nothing can break out of a header. */
function render({ host, port }: Address, { method, path, token, body }: Request): string {
  const authorization = token === undefined ? '' : `authorization: Bearer ${token}\r\n`;
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}:${port}\r\n${authorization}`;
  if (body === undefined) return `${head}\r\n`;
  // Sent as latin1: one byte a character holds for ASCII, and test messages are nothing else.
  return `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

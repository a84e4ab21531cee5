import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Address } from '../testbed.ts';

/** What one canary saw on one directed path. `forth` is from the dialling site, `back` towards it. */
export interface Sighting {
  readonly connected: boolean;
  readonly forth: boolean;
  readonly back: boolean;
}

/** The result of one look at a path: on the connection that was open before, and on a new one. */
export interface PathReport {
  /** Undefined when the standing connection was closed at the time of the look. */
  readonly standing: Sighting | undefined;
  readonly fresh: Sighting;
  /** How the standing connection ended since the last look (`ECONNRESET`, `end`), if it did. */
  readonly ended: string | undefined;
  /** How long the quickest bytes took, milliseconds, counted from their writing; undefined when none arrived. */
  readonly soonestMs: number | undefined;
}

/** Tokens that arrived on a connection, and when. */
type Arrivals = Map<string, number>;

/**
 * A canary path from one site to another: both ends belong to the harness, the way between is a proxy of the link like
 * any other. It shows which direction of bytes passes, on a standing and on a new connection, without any subject.
 */
export class CanaryPath {
  readonly name: string;
  readonly #home: Address;
  readonly #seen: Address;
  readonly #server: Server;
  readonly #accepted = new Set<Socket>();
  readonly #arrivedForth: Arrivals = new Map();
  /** What each look under way wants sent back on every connection: several may look at once. */
  readonly #greetings = new Set<string>();
  #standing: Socket | undefined;
  #standingArrived: Arrivals = new Map();
  #ended: string | undefined;
  #closed = false;
  #nextToken = 1;

  /** `home` is where the far end listens, `seen` where the proxy of the link leads there from. */
  constructor(name: string, home: Address, seen: Address) {
    this.name = name;
    this.#home = home;
    this.#seen = seen;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#home, () => resolve());
    });
  }

  /** Opens the standing connection if there is none. Failure is left for the next look to show. */
  async stand(): Promise<void> {
    if (this.#standing !== undefined || this.#closed) return;
    const socket = createConnection(this.#seen);
    const arrived: Arrivals = new Map();
    collect(socket, arrived);
    await new Promise<void>((resolve) => {
      socket.once('connect', () => {
        this.#standing = socket;
        this.#standingArrived = arrived;
        resolve();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (this.#standing === socket) this.#ended = error.code ?? error.message;
      });
      socket.once('end', () => {
        if (this.#standing === socket) this.#ended ??= 'end';
      });
      socket.once('close', () => {
        if (this.#standing === socket) this.#standing = undefined;
        resolve();
      });
    });
  }

  /** Sends bytes both ways on the standing and on a new connection; ends early when all arrived. */
  async look(withinMs: number): Promise<PathReport> {
    const began = performance.now();
    const deadline = began + withinMs;
    const [there, thereFresh, here] = [this.#token('s'), this.#token('f'), this.#token('b')];
    const standing = this.#standing;
    const standingArrived = this.#standingArrived;
    standing?.write(`${there}\n`);
    this.#greetings.add(here);
    for (const socket of this.#accepted) socket.write(`${here}\n`);

    const fresh = createConnection(this.#seen);
    const freshArrived: Arrivals = new Map();
    let connected = false;
    let connectedAt = began;
    let failed = false;
    collect(fresh, freshArrived);
    fresh.once('connect', () => {
      connected = true;
      connectedAt = performance.now();
      fresh.write(`${thereFresh}\n`);
    });
    fresh.on('error', () => undefined);
    fresh.once('close', () => {
      failed = true;
    });
    // By when it arrived: a look that stood still itself must not take for prompt what came in meanwhile.
    const inTime = (arrivals: Arrivals, token: string): boolean =>
      (arrivals.get(token) ?? Infinity) <= deadline;
    const sightings = (): { standing: Sighting | undefined; fresh: Sighting } => ({
      standing:
        standing === undefined
          ? undefined
          : {
              connected: this.#standing === standing,
              forth: inTime(this.#arrivedForth, there),
              back: inTime(standingArrived, here),
            },
      fresh: {
        connected: connected && !failed,
        forth: inTime(this.#arrivedForth, thereFresh),
        back: inTime(freshArrived, here),
      },
    });
    const complete = ({ connected: open, forth, back }: Sighting): boolean => !open || (forth && back);
    for (;;) {
      const now = sightings();
      const done =
        (failed || (connected && complete(now.fresh))) &&
        (now.standing === undefined || complete(now.standing));
      if (done || performance.now() >= deadline) break;
      await sleep(Math.min(5, Math.max(1, deadline - performance.now())));
    }
    const took = [
      (this.#arrivedForth.get(there) ?? Infinity) - began,
      (standingArrived.get(here) ?? Infinity) - began,
      (this.#arrivedForth.get(thereFresh) ?? Infinity) - connectedAt,
    ];
    const soonest = Math.min(...took);
    const report: PathReport = {
      ...sightings(),
      ended: this.#ended,
      soonestMs: Number.isFinite(soonest) ? soonest : undefined,
    };
    this.#ended = undefined;
    this.#greetings.delete(here);
    fresh.destroy();
    for (const token of [there, thereFresh]) this.#arrivedForth.delete(token);
    standingArrived.delete(here);
    if (report.fresh.connected) await this.stand();
    return report;
  }

  /** Sends a byte on every standing connection, both ways, for nobody to wait for. */
  poke(): void {
    this.#standing?.write('\n');
    for (const socket of this.#accepted) socket.write('\n');
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#standing?.destroy();
    for (const socket of this.#accepted) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #token(kind: string): string {
    this.#nextToken += 1;
    return `${kind}${this.#nextToken}`;
  }

  #accept(socket: Socket): void {
    this.#accepted.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#accepted.delete(socket));
    collect(socket, this.#arrivedForth);
    for (const greeting of this.#greetings) socket.write(`${greeting}\n`);
  }
}

function collect(socket: Socket, into: Arrivals): void {
  let rest = '';
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    const now = performance.now();
    for (const line of lines) into.set(line, now);
  });
}

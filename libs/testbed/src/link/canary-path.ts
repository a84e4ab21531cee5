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
}

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
  readonly #arrivedForth = new Set<string>();
  /** What each look under way wants sent back on every connection: several may look at once. */
  readonly #greetings = new Set<string>();
  #standing: Socket | undefined;
  #standingArrived = new Set<string>();
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
    const arrived = new Set<string>();
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
    const deadline = performance.now() + withinMs;
    const [there, thereFresh, here] = [this.#token('s'), this.#token('f'), this.#token('b')];
    const standing = this.#standing;
    const standingArrived = this.#standingArrived;
    standing?.write(`${there}\n`);
    this.#greetings.add(here);
    for (const socket of this.#accepted) socket.write(`${here}\n`);

    const fresh = createConnection(this.#seen);
    const freshArrived = new Set<string>();
    let connected = false;
    let failed = false;
    collect(fresh, freshArrived);
    fresh.once('connect', () => {
      connected = true;
      fresh.write(`${thereFresh}\n`);
    });
    fresh.on('error', () => undefined);
    fresh.once('close', () => {
      failed = true;
    });
    const sightings = (): { standing: Sighting | undefined; fresh: Sighting } => ({
      standing:
        standing === undefined
          ? undefined
          : {
              connected: this.#standing === standing,
              forth: this.#arrivedForth.has(there),
              back: standingArrived.has(here),
            },
      fresh: {
        connected: connected && !failed,
        forth: this.#arrivedForth.has(thereFresh),
        back: freshArrived.has(here),
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
    const report: PathReport = { ...sightings(), ended: this.#ended };
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

function collect(socket: Socket, into: Set<string>): void {
  let rest = '';
  socket.setNoDelay(true);
  socket.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) into.add(line);
  });
}

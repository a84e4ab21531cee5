import { createConnection } from 'node:net';
import type { Address, NeedRoute } from '../testbed.ts';
import { resetToxic, slowToxic, stallToxic, type ProxyGroup } from '../toxiproxy/proxy-group.ts';
import type { Stream } from '../toxiproxy/toxiproxy-api.ts';

const STREAMS: readonly Stream[] = ['upstream', 'downstream'];
/** Length 8, code 80877103: "may we speak TLS?". A server answers one byte, before any authentication. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** The way from one instance to its database: one proxy, which can be cut without touching anybody else's. */
export class DatabaseRoute implements NeedRoute {
  readonly instance: string;
  readonly need = 'postgres';
  readonly address: Address;
  readonly #group: ProxyGroup;

  constructor(instance: string, address: Address, group: ProxyGroup) {
    this.instance = instance;
    this.address = address;
    this.#group = group;
  }

  async cut(): Promise<void> {
    await this.#group.disable();
  }

  async stall(): Promise<void> {
    await this.#group.add(() => STREAMS.map(stallToxic));
    if (await this.answers(150)) {
      throw new Error(`stall of the route of ${this.instance} does not hold: its database still answers`);
    }
  }

  async reset(): Promise<void> {
    await this.#group.add(() => STREAMS.map(resetToxic));
    await this.#group.disable();
    await Promise.all(
      this.#group.members.flatMap(({ process, proxy }) =>
        STREAMS.map((stream) => process.api.removeToxic(proxy.name, resetToxic(stream).name)),
      ),
    );
    await this.#group.enable();
  }

  async slow(latencyMs: number): Promise<void> {
    await this.#group.add(() => STREAMS.map((stream) => slowToxic(stream, latencyMs, 0)));
  }

  async heal(): Promise<void> {
    await this.#group.heal();
  }

  async answers(withinMs: number): Promise<boolean> {
    return answersAt(this.address, withinMs);
  }

  /** Leads the route to another server (after a promotion); closes what was open. A route that was cut stays cut. */
  async pointTo(upstream: Address): Promise<void> {
    await Promise.all(this.#group.members.map(({ process, proxy }) => process.pointTo(proxy.name, upstream)));
  }
}

/** Whether a PostgreSQL server answers at an address within that time. */
export async function answersAt(address: Address, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(address);
    const end = (answered: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), withinMs);
    socket.once('connect', () => socket.write(SSL_REQUEST));
    socket.once('data', (data) => end(data[0] === 0x4e || data[0] === 0x53));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
  });
}

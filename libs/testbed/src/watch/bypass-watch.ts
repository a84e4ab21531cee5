import { readdirSync, readlinkSync } from 'node:fs';
import { formatAddress, type AddressPlan } from '../lease/address-plan.ts';
import { familyOf, readProcessTable } from '../process/process-table.ts';
import type { Address, ManagedProcess, TestbedOptions } from '../testbed.ts';
import { readSockets, type Socket } from '../toxiproxy/established.ts';

const LISTENING = 10;
const TIME_WAIT = 6;

/** What a connection to `remote` by a process of `site` bypasses; undefined when it goes as it should. */
export function bypassOf(
  site: string,
  remote: Address,
  plan: AddressPlan,
  databases: ReadonlySet<string>,
  ownRoute: string | undefined,
  sharedRoutes: ReadonlySet<string> = new Set(),
): string | undefined {
  const use = plan.useOf(remote.host);
  if (use === undefined) return undefined;
  const there = formatAddress(remote);
  switch (use.use) {
    case 'own':
      if (use.site !== site) return `dials ${there} in site ${use.site} directly, past the link`;
      return databases.has(there) ? `dials the database at ${there} directly, past its route` : undefined;
    case 'seen':
      if (use.from !== site) return `dials ${there}, which is the way from site ${use.from}`;
      return databases.has(there) ? `dials the database at ${there}, past its route` : undefined;
    case 'route':
      // A site's endpoints of the chain are for all its instances.
      if (there === ownRoute || (use.site === site && sharedRoutes.has(there))) return undefined;
      return sharedRoutes.has(there)
        ? `dials ${there}, an endpoint of the chain for site ${use.site}`
        : `dials ${there}, the database route of another instance`;
    case 'control':
      return `dials ${there}, a control port of the harness`;
  }
}

/** Samples who is connected where. A connection shorter than the interval may be missed; none is reported wrongly. */
export class BypassWatch {
  readonly #found = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;

  constructor(watched: {
    readonly instances: readonly ManagedProcess[];
    readonly plan: AddressPlan;
    readonly databases: readonly Address[];
    readonly routeOf: (instance: string) => Address | undefined;
    /** Endpoints of the chain, of all sites. */
    readonly sharedRoutes: readonly Address[];
    readonly onProcess: NonNullable<TestbedOptions['onProcess']>;
    readonly everyMs: number;
  }) {
    const databases = new Set(watched.databases.map(formatAddress));
    const sharedRoutes = new Set(watched.sharedRoutes.map(formatAddress));
    const sample = (): void => {
      const sockets = new Map(
        readSockets()
          .filter(({ state, inode }) => state !== LISTENING && state !== TIME_WAIT && inode !== 0)
          .filter(({ remote }) => watched.plan.useOf(remote.host) !== undefined)
          .map((socket) => [socket.inode, socket] as const),
      );
      const table = readProcessTable();
      for (const { name, site, pid } of watched.instances) {
        if (pid === undefined) continue;
        const route = watched.routeOf(name);
        for (const member of familyOf(pid, table)) {
          for (const socket of socketsOf(member.pid, sockets)) {
            const what = bypassOf(
              site,
              socket.remote,
              watched.plan,
              databases,
              route === undefined ? undefined : formatAddress(route),
              sharedRoutes,
            );
            if (what === undefined || this.#found.has(`${name} ${what}`)) continue;
            this.#found.set(`${name} ${what}`, `${name} ${what}`);
            watched.onProcess({ instance: name, site, event: 'bypass', pid: member.pid, detail: what });
          }
        }
      }
    };
    this.#timer = setInterval(sample, watched.everyMs);
    this.#timer.unref();
  }

  /** One line for each instance and way, in the order found. */
  get found(): readonly string[] {
    return [...this.#found.values()];
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

function socketsOf(pid: number, sockets: ReadonlyMap<number, Socket>): Socket[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`));
        const socket = match === null ? undefined : sockets.get(Number(match[1]));
        return socket === undefined ? [] : [socket];
      } catch {
        return []; // Closed meanwhile.
      }
    });
  } catch {
    return []; // Gone, or not ours.
  }
}

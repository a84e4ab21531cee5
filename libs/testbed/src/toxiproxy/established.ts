import { readFileSync } from 'node:fs';
import type { Address } from '../testbed.ts';

/** One TCP socket of this machine, from `/proc/net/tcp` and `tcp6`. */
export interface Socket {
  readonly local: Address;
  readonly remote: Address;
  /** 1 established, 6 time wait, 10 listening, as the kernel numbers them. */
  readonly state: number;
  readonly inode: number;
}

const ESTABLISHED = 1;

/** Parses a table of `/proc/net`; IPv6 sockets count only where they carry IPv4 (`::ffff:a.b.c.d`). */
export function parseSocketTable(text: string): Socket[] {
  const sockets: Socket[] = [];
  for (const line of text.split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/);
    const local = parseAddress(fields[1]);
    const remote = parseAddress(fields[2]);
    if (local === undefined || remote === undefined) continue;
    sockets.push({
      local,
      remote,
      state: Number.parseInt(fields[3] ?? '0', 16),
      inode: Number(fields[9]),
    });
  }
  return sockets;
}

/** All IPv4 sockets of the machine. */
export function readSockets(): Socket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => {
    try {
      return parseSocketTable(readFileSync(path, 'latin1'));
    } catch {
      return []; // No IPv6 here.
    }
  });
}

/** Established connections accepted at one of these addresses. */
export function establishedAt(
  addresses: readonly Address[],
  sockets: readonly Socket[] = readSockets(),
): Socket[] {
  const wanted = new Set(addresses.map(({ host, port }) => `${host}:${port}`));
  return sockets.filter(
    ({ local, state }) => state === ESTABLISHED && wanted.has(`${local.host}:${local.port}`),
  );
}

/** `0100007F:1F90` is 127.0.0.1:8080: four bytes in the order of a little-endian machine. */
function parseAddress(text: string | undefined): Address | undefined {
  const match = /^(?:0{16}FFFF0000)?([0-9A-F]{8}):([0-9A-F]{4})$/.exec(text ?? '');
  if (match === null) return undefined;
  const bytes = (match[1] ?? '').match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  return { host: bytes.toReversed().join('.'), port: Number.parseInt(match[2] ?? '', 16) };
}

import { randomUUID } from 'node:crypto';
import type { Connection } from '../database/connection.ts';

/** An index, owned as long as the connection it was leased on lives (DG-02). */
export interface Lease {
  readonly nodeIndex: number;
  /** New at every lease; written into the row and checked by every watermark save. */
  readonly leaseId: string;
}

/** First key of the advisory locks: index locks. Second key: the index. */
export const indexLockClass = 5461;

/** Takes the index's lock on this very session, if it is free. */
export const lockIndexSql = `select pg_try_advisory_lock(${indexLockClass}, $1::int) as locked`;

/** Indexes in use are those online; any other may be tried. */
export const onlineIndexesSql = 'select node_index from sequencer.watermarks where online';

/**
 * Leases an index on the connection that will write: a random one among those not online, to spread
 * simultaneous starters, guarded by a session lock that dies with the connection (facts/domain.md, "The index
 * is acquired").
 *
 * @returns undefined if all are taken at the moment: the caller tries again
 */
export async function leaseIndex(
  connection: Connection,
  totalNodes: number,
  random: () => number = Math.random,
): Promise<Lease | undefined> {
  const rows = await connection.query<{ node_index: number }>({ text: onlineIndexesSql });
  const taken = new Set(rows.map((row) => row.node_index));
  const free = Array.from({ length: totalNodes }, (_, index) => index).filter((index) => !taken.has(index));
  while (free.length > 0) {
    const [nodeIndex] = free.splice(Math.floor(random() * free.length), 1) as [number];
    const [row] = await connection.query<{ locked: boolean }>({ text: lockIndexSql, values: [nodeIndex] });
    if (row?.locked) return { nodeIndex, leaseId: randomUUID() };
  }
  return undefined;
}

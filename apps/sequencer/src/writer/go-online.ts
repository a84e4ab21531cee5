import type { Config } from '../config/config.ts';
import type { Connection } from '../database/connection.ts';
import type { Lease } from './lease.ts';

/** Sets the own row online at a watermark above every other, and returns that watermark in microseconds. */
export type GoOnline = (connection: Connection, lease: Lease, nowMicros: number) => Promise<number>;

const join = (lease: Lease, nowMicros: number): string => `
  insert into sequencer.watermarks as w (node_index, watermark_micros, online, lease_id, saved_micros)
  select ${lease.nodeIndex}, greatest(max(m.watermark_micros), ${nowMicros}), true, '${lease.leaseId}',
    sequencer.now_micros() from sequencer.watermarks m
  on conflict (node_index) do update set watermark_micros = excluded.watermark_micros, online = true,
    lease_id = excluded.lease_id, saved_micros = excluded.saved_micros
  returning watermark_micros`;

/**
 * Goes online at the maximum of *all* rows and now (DG-08), under a table lock that holds back watermark
 * updates: none can pass the joiner's value between its reading of the maximum and its commit, so the safe
 * watermark cannot fall (facts/domain.md, DH-1). Sent as one message: the server never waits for this client
 * while it holds the lock.
 */
export const goOnlineUnderTableLock: GoOnline = async (connection, lease, nowMicros) => {
  const results = await connection.run(
    `begin; lock table sequencer.watermarks in share row exclusive mode; ${join(lease, nowMicros)}; commit`,
  );
  return watermarkOf(results);
};

/** As the original: a serializable transaction, from which ordinary watermark saves are not kept out (DH-1). */
export const goOnlineSerializable: GoOnline = async (connection, lease, nowMicros) => {
  const results = await connection.run(
    `begin isolation level serializable; ${join(lease, nowMicros)}; commit`,
  );
  return watermarkOf(results);
};

function watermarkOf(results: Record<string, unknown>[][]): number {
  const watermark = results.flat().find((row) => 'watermark_micros' in row)?.['watermark_micros'];
  if (typeof watermark !== 'number') throw new Error('going online returned no watermark');
  return watermark;
}

/** The way that the configuration names. */
export function goOnlineAs(config: Config): GoOnline {
  return config.joinUnder === 'table-lock' ? goOnlineUnderTableLock : goOnlineSerializable;
}

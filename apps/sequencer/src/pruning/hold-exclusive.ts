import type { Connection } from '../database/connection.ts';

/** True if this connection holds the exclusive storage lock, taking it if it is free. Asked before every round. */
export type HoldExclusive = (connection: Connection) => Promise<boolean>;

const lockClass = 5463;

/**
 * One node prunes at a time: the holder of a session lock, on the connection that does the deleting. When that
 * connection goes, so does the lock, and whichever node asks next carries on (DC-47; `RN/2.6.1`).
 */
export const holdExclusive: HoldExclusive = async (connection) => {
  const [row] = await connection.query<{ held: boolean }>({
    name: 'hold',
    text: `select exists (select from pg_locks where locktype = 'advisory' and classid = ${lockClass} and objid = 0
        and objsubid = 2 and granted and pid = pg_backend_pid()) as held`,
  });
  if (row?.held) return true;
  const [taken] = await connection.query<{ locked: boolean }>({
    text: `select pg_try_advisory_lock(${lockClass}, 0) as locked`,
  });
  return taken?.locked === true;
};

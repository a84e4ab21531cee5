import { indexLockClass } from '../writer/lease.ts';

/**
 * Marks rows offline whose index lock nobody holds: the owner's session is gone, so it can write nothing more
 * (DG-02), and readers need not wait for it (DG-07, at once). The lease that was seen is checked again with
 * the row locked: a successor that went online meanwhile has another one and stays.
 */
export const markUnleasedSql = `with dead as (
    select w.node_index, w.lease_id from sequencer.watermarks w
    where w.online and not exists (
      select from pg_locks l
      where l.locktype = 'advisory' and l.granted and l.classid = ${indexLockClass} and l.objid = w.node_index
        and l.objsubid = 2
        and l.database = (select d.oid from pg_database d where d.datname = current_database()))
  )
  update sequencer.watermarks w set online = false from dead d
  where w.node_index = d.node_index and w.lease_id = d.lease_id and w.online
  returning w.node_index`;

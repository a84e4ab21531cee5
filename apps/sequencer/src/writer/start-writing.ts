import { setTimeout as sleep } from 'node:timers/promises';
import { refuseUnsafeServer, type ServerSettings, serverSettingsSql } from '../config/refuse-unsafe.ts';
import type { Connection } from '../database/connection.ts';
import type { Lease } from './lease.ts';
import type { WriterContext } from './writer.ts';

/** A writer that is online and may assign timestamps above `fromMicros`. */
export interface Started {
  readonly lease: Lease;
  readonly onlineMicros: number;
  /** What its clock read when it had reached the online watermark. */
  readonly fromMicros: number;
}

const clocksSql = `select sequencer.now_micros() as database_micros,
  max(watermark_micros) as all_micros, max(watermark_micros) filter (where online) as online_micros
  from sequencer.watermarks`;

interface Clocks {
  readonly database_micros: number;
  readonly all_micros: number | null;
  readonly online_micros: number | null;
}

/**
 * Start and recovery are the same steps (DG-08; facts/domain.md, "Start and recovery"): check the server, lease
 * an index, remove what it left uncovered, go online above every row, verify, wait until the own clock is there.
 *
 * @param waiting is told in words what it waits for
 */
export async function startWriting(
  context: WriterContext,
  connection: Connection,
  signal: AbortSignal,
  waiting: (why: string) => void,
): Promise<Started> {
  const { config, parts, log, nowMicros } = context;
  const [settings] = await connection.query<ServerSettings>({ text: serverSettingsSql });
  if (!settings || settings.standby) throw new Error('the server is a standby');
  refuseUnsafeServer(settings);
  if (settings.fsync !== 'on') log.warn('the database runs with fsync off: a crash of its host loses data');

  let lease = await parts.leaseIndex(connection, config.totalNodes);
  while (!lease) {
    waiting(`all ${config.totalNodes} indexes are in use`);
    await sleep(200, undefined, { signal });
    lease = await parts.leaseIndex(connection, config.totalNodes);
  }
  const [cleaned] = await connection.query<{ events: number }>({
    text: parts.cleanUpSql,
    values: [lease.nodeIndex],
  });
  if (cleaned && cleaned.events > 0)
    log.info({ index: lease.nodeIndex, events: cleaned.events }, 'uncovered events removed');

  if (config.clockAheadMs !== null)
    await tolerableClock(context, connection, config.clockAheadMs, signal, waiting);
  const onlineMicros = await parts.goOnline(config)(connection, lease, nowMicros());
  const [row] = await connection.query<{ ok: boolean }>({
    text: `select online and lease_id = $2::uuid and watermark_micros = $3::bigint as ok
      from sequencer.watermarks where node_index = $1`,
    values: [lease.nodeIndex, lease.leaseId, onlineMicros],
  });
  if (row?.ok !== true) throw new Error('the own row changed while going online');
  waiting('the own clock has not reached the online watermark');
  const fromMicros = await parts.reachClock(onlineMicros, nowMicros, signal);
  return { lease, onlineMicros, fromMicros };
}

/**
 * Waits, still offline, until the own clock is neither far ahead of the database's and every online node's, nor
 * far behind what has been written: going online with it would stop everybody's reads (facts/domain.md, "Timing
 * that follows"). Offline it harms only itself.
 */
async function tolerableClock(
  { nowMicros }: WriterContext,
  connection: Connection,
  boundMs: number,
  signal: AbortSignal,
  waiting: (why: string) => void,
): Promise<void> {
  for (;;) {
    const [clocks] = await connection.query<Clocks>({ text: clocksSql });
    if (!clocks) throw new Error('no clock reading');
    const now = nowMicros();
    const reference = Math.max(clocks.database_micros, clocks.online_micros ?? 0);
    const aheadMs = Math.round((now - reference) / 1000);
    const behindMs = Math.round(((clocks.all_micros ?? 0) - now) / 1000);
    if (aheadMs <= boundMs && behindMs <= boundMs) return;
    waiting(aheadMs > boundMs ? `clock ahead by ${aheadMs} ms` : `clock behind by ${behindMs} ms`);
    await sleep(100, undefined, { signal });
  }
}

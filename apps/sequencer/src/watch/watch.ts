import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Connection, connect } from '../database/connection.ts';
import type { NodeMetrics } from '../metrics/metrics.ts';
import type { SequencerParts } from '../parts.ts';

/** What a node hears from the others through the database. */
export interface Heard {
  readonly fromInstance: string;
  readonly watermarkMicros: number;
  /** Events were written up to there: others should let their watermarks pass it. */
  readonly events: boolean;
}

export interface WatchContext {
  readonly config: Config;
  readonly parts: SequencerParts;
  readonly log: Logger;
  readonly metrics: NodeMetrics;
  readonly nowMicros: () => number;
  readonly onHeard: (heard: Heard) => void;
  /** A row was marked offline: the safe watermark may have moved. */
  readonly onMarked: () => void;
}

export interface Watch {
  /** Tells the others how far this node has come; calls merge while one is under way. */
  readonly tell: (watermarkMicros: number, events: boolean) => void;
  readonly ended: Promise<Error | undefined>;
  readonly close: () => Promise<void>;
}

const channel = 'sequencer_watermarks';

/**
 * Runs the online check of every node over every node, and carries the wake-ups, on one connection of its own:
 * neither waits for the writer. Any node marks any other, itself included.
 */
export function startWatch(context: WatchContext): Watch {
  const { config, parts, log, metrics, nowMicros } = context;
  const timeouts = { connectMs: 2000, statementMs: config.statementMs, idleSessionMs: 0 };
  const laggards = parts.markLaggardsSql(config);
  const stop = new AbortController();
  let connection: Connection | undefined;
  let telling = false;
  let untold: { watermarkMicros: number; events: boolean } | undefined;

  const mark = async (on: Connection, why: string, text: string, values: unknown[]): Promise<void> => {
    const rows = await on.query<{ node_index: number }>({ name: why, text, values });
    if (rows.length === 0) return;
    for (const { node_index: index } of rows) log.warn({ index, why }, 'marked offline');
    metrics.markedOffline.inc({ why }, rows.length);
    context.onMarked();
  };

  const open = async (): Promise<Connection> => {
    const opened = await connect(config.databaseUrl, `watch ${config.instance}`, timeouts);
    if (config.notify) {
      opened.onNotification((payload) => {
        const [watermark = '', events = '', fromInstance = ''] = payload.split(' ');
        context.onHeard({ fromInstance, watermarkMicros: Number(watermark), events: events === 'e' });
      });
      await opened.query({ text: `listen ${channel}` });
    }
    return opened;
  };

  const loop = async (): Promise<undefined> => {
    let laggardsDueAt = performance.now() + config.onlineCheckMs;
    while (!stop.signal.aborted) {
      try {
        connection ??= await open();
        if (config.lostLeaseCheckMs !== null) await mark(connection, 'lease lost', parts.markUnleasedSql, []);
        if (performance.now() >= laggardsDueAt) {
          await mark(connection, 'lag', laggards, [Math.round(nowMicros())]);
          laggardsDueAt = performance.now() + config.onlineCheckMs;
        }
        await sleep(config.lostLeaseCheckMs ?? Math.min(config.onlineCheckMs, 100));
      } catch (error) {
        if (connection?.lost === false && !stop.signal.aborted)
          log.warn({ err: error }, 'online check failed');
        await connection?.close(50);
        connection = undefined;
        await sleep(100);
      }
    }
    return undefined;
  };

  const notify = async (): Promise<void> => {
    telling = true;
    while (untold && connection && !stop.signal.aborted) {
      const { watermarkMicros, events } = untold;
      untold = undefined;
      const payload = `${watermarkMicros} ${events ? 'e' : '-'} ${config.instance.replaceAll("'", '')}`;
      // A wake-up need not survive a crash: without waiting for the disk it holds up nobody's commit.
      const statements = `begin; set local synchronous_commit = off; notify ${channel}, '${payload}'; commit`;
      await connection.run(statements).catch(() => undefined);
    }
    telling = false;
  };

  const ended = loop().catch((error: unknown) => error as Error);
  return {
    ended,
    tell: (watermarkMicros, events) => {
      if (!config.notify) return;
      untold = { watermarkMicros, events: events || untold?.events === true };
      if (!telling) void notify();
    },
    close: async () => {
      stop.abort();
      await connection?.close(100);
      await ended;
    },
  };
}

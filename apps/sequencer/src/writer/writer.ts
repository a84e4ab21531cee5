import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Connection, connect } from '../database/connection.ts';
import type { NodeMetrics } from '../metrics/metrics.ts';
import type { SequencerParts } from '../parts.ts';
import type { QueuedSend } from '../send/queued-send.ts';
import { createBell } from './bell.ts';
import type { Drainable } from './drain-writer.ts';
import type { Lease } from './lease.ts';
import { startWriting } from './start-writing.ts';
import { writeLoop } from './write-loop.ts';

/** The writing half of a node: leases an index, goes online, writes, and recovers inside the process. */
export interface Writer extends Drainable {
  /** Takes a send, or says why it does not. */
  readonly enqueue: (send: QueuedSend) => 'taken' | 'overloaded' | 'unavailable';
  /** Others wait for this node's watermark to pass this time. */
  readonly nudge: (beyondMicros: number) => void;
  readonly state: WriterState;
  /** Resolves when the writer ended for good, with the error if it should not have. */
  readonly ended: Promise<Error | undefined>;
  readonly close: () => Promise<void>;
}

/** What the rest of the node may know of its writer. Times are `performance.now()` or microseconds. */
export interface WriterState {
  phase: 'starting' | 'online' | 'recovering' | 'stopping' | 'failed';
  because: string;
  lease: Lease | undefined;
  watermarkMicros: number;
  /** Monotonic milliseconds of the last saved watermark, and the wall clock then. */
  savedAtMs: number;
  savedAtMicros: number;
}

/** What a writer needs of its node. */
export interface WriterContext {
  readonly config: Config;
  readonly parts: SequencerParts;
  readonly log: Logger;
  readonly metrics: NodeMetrics;
  /** Wall clock, microseconds. */
  readonly nowMicros: () => number;
  /** Events up to here are covered: readers may look, here and at other nodes. */
  readonly onSaved: (watermarkMicros: number, wroteEvents: boolean) => void;
}

/** The queue and the flags that the write loop and the supervisor share. */
export interface WriterQueue {
  sends: QueuedSend[];
  nudgedToMicros: number;
  /** A batch is being written. */
  busy: boolean;
  readonly bell: ReturnType<typeof createBell>;
}

/** Starts the supervisor; the writer is up once `state.phase` is `online`. */
export function createWriter(context: WriterContext): Writer {
  const { config, parts, log, metrics } = context;
  const queue: WriterQueue = { sends: [], nudgedToMicros: 0, busy: false, bell: createBell() };
  const stop = new AbortController();
  const timeouts = {
    connectMs: 2000,
    statementMs: config.statementMs,
    idleSessionMs: 3 * config.offlineAfterMs,
  };
  const state: WriterState = {
    phase: 'starting',
    because: 'not online yet',
    lease: undefined,
    watermarkMicros: 0,
    savedAtMs: -Infinity,
    savedAtMicros: 0,
  };
  let connection: Connection | undefined;
  let lastLeaseId: string | undefined;

  const runOnce = async (): Promise<void> => {
    connection = await connect(config.databaseUrl, `writer ${config.instance}`, timeouts);
    connection.onLost(queue.bell.ring);
    if (lastLeaseId !== undefined)
      await connection.query({ text: parts.markOwnOfflineSql, values: [lastLeaseId] });
    const started = await startWriting(context, connection, stop.signal, (why) => {
      state.because = why;
    });
    lastLeaseId = started.lease.leaseId;
    Object.assign(state, {
      lease: started.lease,
      watermarkMicros: started.onlineMicros,
      phase: 'online',
      because: '',
    });
    log.info({ index: started.lease.nodeIndex, onlineMicros: started.onlineMicros }, 'writer online');
    await writeLoop(context, connection, started, queue, state, stop.signal);
  };

  const supervise = async (): Promise<Error | undefined> => {
    for (;;) {
      try {
        await runOnce();
        return undefined;
      } catch (error) {
        // Whoever waits for a send that is only queued may try elsewhere at once: it is certainly not written.
        queue.sends = queue.sends.filter((send) => {
          send.waiter?.refused();
          return send.waiter === undefined;
        });
        if (stop.signal.aborted) return undefined;
        if (!parts.isRecoverable(error)) {
          Object.assign(state, { phase: 'failed', because: (error as Error).message });
          log.fatal({ err: error }, 'writer ended for good');
          return error as Error;
        }
        const because = (error as Error).message || String(error);
        if (state.phase === 'online' || state.because !== because) log.warn({ because }, 'writer recovers');
        Object.assign(state, { phase: 'recovering', because });
        metrics.recoveries.inc();
        await connection?.close(100);
        await sleep(50 + Math.random() * 50);
      }
    }
  };

  const ended = supervise();
  return {
    state,
    ended,
    enqueue: (send) => {
      if (state.phase !== 'online') return 'unavailable';
      if (queue.sends.length >= config.queueMax) return 'overloaded';
      queue.sends.push(send);
      if (queue.sends.length === 1) queue.bell.ring();
      return 'taken';
    },
    nudge: (beyondMicros) => {
      if (beyondMicros <= state.watermarkMicros || beyondMicros <= queue.nudgedToMicros) return;
      queue.nudgedToMicros = beyondMicros;
      queue.bell.ring();
    },
    stopAccepting: () => {
      Object.assign(state, { phase: 'stopping', because: 'the node is stopping' });
    },
    finishQueue: async (withinMs) => {
      const until = performance.now() + withinMs;
      while (
        (queue.sends.length > 0 || queue.busy) &&
        performance.now() < until &&
        connection?.lost === false
      )
        await sleep(5);
      stop.abort();
      queue.bell.ring();
      await Promise.race([ended, sleep(Math.max(0, until - performance.now()), undefined, { ref: false })]);
    },
    markOffline: async () => {
      if (!state.lease || connection?.lost !== false) return false;
      const marked = await connection
        .query({ text: parts.markOwnOfflineSql, values: [state.lease.leaseId] })
        .then(() => true)
        .catch((error: unknown) => {
          log.warn({ err: error }, 'own row not marked offline');
          return false;
        });
      context.onSaved(state.watermarkMicros, true);
      return marked;
    },
    close: async () => {
      stop.abort();
      queue.bell.ring();
      await connection?.close(200);
    },
  };
}

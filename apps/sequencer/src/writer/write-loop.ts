import type { Connection } from '../database/connection.ts';
import type { QueuedSend } from '../send/queued-send.ts';
import { assignBatch, type AssignedBatch } from './assign.ts';
import { ownRowSql, saveWatermarkSql } from './save-watermark.ts';
import type { Started } from './start-writing.ts';
import { WatermarkRefused, writeSteps } from './write-batch.ts';
import type { WriterContext, WriterQueue, WriterState } from './writer.ts';

/** Contents of one batch together, bytes: more would make one statement too long. */
const batchBytesMax = 4 * 1024 * 1024;

/**
 * Writes one batch at a time, in order, until stopped: what has queued up, or nothing but a keep-alive (DG-03,
 * DG-04). Ends by an exception when the row, the connection or the lock is lost; the supervisor then recovers.
 */
export async function writeLoop(
  context: WriterContext,
  connection: Connection,
  { lease, fromMicros }: Started,
  queue: WriterQueue,
  state: WriterState,
  signal: AbortSignal,
): Promise<void> {
  const { config, parts, metrics, nowMicros } = context;
  const save = saveWatermarkSql(config, { ownRow: parts.ownRowOnlineSql, clockAhead: parts.clockAheadSql });
  const steps = writeSteps(connection, lease, save);
  const order = parts.writeOrder(config);
  const generator = (): (() => number) => {
    let last = fromMicros;
    return () => (last = parts.nextTimestamp(last, nowMicros(), lease.nodeIndex, config.totalNodes));
  };
  const drawEvent = generator();
  const drawPayload = generator();
  const judge = (terms: Parameters<typeof parts.judgeSend>[0], at: number) =>
    parts.judgeSend(terms, at, parts.isExpired);
  state.savedAtMs = performance.now();
  state.savedAtMicros = nowMicros();

  while (!signal.aborted || queue.sends.length > 0) {
    // With a clock that stepped far back the watermark would all but stand still, and everybody's reads with it.
    const backMs = (state.watermarkMicros - nowMicros()) / 1000;
    if (config.clockAheadMs !== null && backMs > config.clockAheadMs)
      throw new Error(`the own clock lies ${Math.round(backMs)} ms behind the own watermark`);
    const sends = takeBatch(queue, config.batchMax);
    if (sends.length === 0) {
      const idleMs = performance.now() - state.savedAtMs;
      const aheadMs = (queue.nudgedToMicros - nowMicros()) / 1000;
      // A clock that lies behind cannot pass the others' events yet: trying would only turn in circles.
      const waitedFor = queue.nudgedToMicros > state.watermarkMicros;
      const nudged = waitedFor && aheadMs <= 0;
      if (!parts.keepAliveDue({ idleMs, keepAliveMs: config.keepAliveMs, nudged })) {
        const keepAliveInMs = config.keepAliveMs - idleMs;
        await queue.bell.wait(Math.max(1, waitedFor ? Math.min(aheadMs, keepAliveInMs) : keepAliveInMs));
        if (connection.lost) throw new Error('the connection that holds the index lock is lost');
        continue;
      }
    }
    queue.busy = true;
    const queued = sends.map((send) => ({ send, payloadMicros: drawPayload() }));
    const payloads = queued.map(({ send, payloadMicros }) => ({ payloadMicros, content: send.content }));
    let batch: AssignedBatch | undefined;
    try {
      batch = await order(steps, payloads, () => {
        const assigned = assignBatch(queued, { draw: drawEvent, judge }, (send, reason) => {
          metrics.dropped.inc({ reason });
          send.waiter?.dropped();
        });
        for (const event of assigned.events) event.send.waiter?.assigned(event.timestampMicros);
        return assigned;
      });
    } catch (error) {
      throw error instanceof WatermarkRefused ? await explain(connection, lease, error) : error;
    } finally {
      queue.busy = false;
    }
    for (const event of batch.events) event.send.waiter?.written();
    state.watermarkMicros = batch.watermarkMicros;
    state.savedAtMs = performance.now();
    state.savedAtMicros = nowMicros();
    metrics.batches.inc();
    metrics.sequenced.inc(batch.events.length);
    metrics.watermark.set(batch.watermarkMicros / 1e6);
    context.onSaved(batch.watermarkMicros, batch.events.length > 0);
  }
}

function takeBatch(queue: WriterQueue, most: number): QueuedSend[] {
  let bytes = 0;
  let count = 0;
  while (count < queue.sends.length && count < most && bytes < batchBytesMax)
    bytes += queue.sends[count++]?.content.length ?? 0;
  if (count === queue.sends.length) {
    const all = queue.sends;
    queue.sends = [];
    return all;
  }
  return queue.sends.splice(0, count);
}

/** Says why the guarded update changed nothing. */
async function explain(connection: Connection, lease: Started['lease'], error: Error): Promise<Error> {
  const [row] = await connection.query<{
    online: boolean;
    ours: boolean;
    watermark_micros: number;
    now_micros: number;
  }>({
    text: ownRowSql,
    values: [lease.nodeIndex, lease.leaseId],
  });
  if (!row) return new Error(`${error.message}: the row is gone`, { cause: error });
  if (!row.ours) return new Error(`${error.message}: the row has a new owner`, { cause: error });
  if (!row.online) return new Error('marked offline by a node', { cause: error });
  return new Error(`${error.message}: it did not rise, or the clock is too far ahead`, { cause: error });
}

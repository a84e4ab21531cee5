import { setTimeout as sleep } from 'node:timers/promises';
import { judgeSendError } from './judge-send-error.ts';
import type { OutRecord, SendOutcome } from './send-outcome.ts';

/** A connected producer for one partition, as a lane uses it (lane-door.ts). */
export interface LaneDoor {
  /** One produce request, tried once. @returns offset of the first record */
  readonly send: (records: readonly OutRecord[]) => Promise<bigint>;
  /** Whether the partition has another leader now than the one that this door leads to. */
  readonly leaderMoved: () => Promise<boolean>;
  /** Closes its sockets; what is in flight is abandoned. */
  readonly cut: () => void;
}

/** How a lane works. */
export interface LaneSettings {
  readonly partition: number;
  /** Waits this long for company before a batch leaves an idle lane. */
  readonly lingerMs: number;
  /** A record is settled within this, however it ends. */
  readonly deadlineMs: number;
  /** A request unanswered this long: its producer is discarded. */
  readonly attemptMs: number;
  /** How often a request that hangs asks whether the leader moved. */
  readonly probeMs: number;
  readonly maxBatchRecords: number;
  readonly maxBatchBytes: number;
  readonly maxPending: number;
  readonly onDiscard?: ((why: string) => void) | undefined;
}

/** Writes the records of one partition in order, one request in flight. */
export interface Lane {
  readonly send: (record: OutRecord) => Promise<SendOutcome>;
  readonly pending: () => number;
  /** When a request was last acknowledged, by the monotonic clock; undefined before the first. */
  readonly acknowledgedAtMs: () => number | undefined;
  /** Since when a request or the making of a connection has been waited for; undefined while idle. */
  readonly waitingSinceMs: () => number | undefined;
  /** Refuses what has not left, gives what is in flight `withinMs`. */
  readonly close: (withinMs: number) => Promise<void>;
}

interface Waiting {
  readonly record: OutRecord;
  readonly bytes: number;
  readonly deadlineAtMs: number;
  readonly settle: (outcome: SendOutcome) => void;
  /** It left once, and the end of that is not known. */
  perhaps: boolean;
}

const now = (): number => performance.now();

/** Starts a lane; `open` connects a new producer, rejecting when it cannot. */
export function startLane(settings: LaneSettings, open: () => Promise<LaneDoor>): Lane {
  const queue: Waiting[] = [];
  let door: LaneDoor | undefined;
  let running = false;
  let closed = false;
  let acknowledgedAtMs: number | undefined;
  let waitingSinceMs: number | undefined;
  let idle: () => void = () => undefined;

  const discard = (why: string): void => {
    if (!door) return;
    door.cut();
    door = undefined;
    settings.onDiscard?.(why);
  };

  const take = (): Waiting[] => {
    let bytes = 0;
    let count = 0;
    for (const each of queue) {
      if (count > 0 && (count >= settings.maxBatchRecords || bytes + each.bytes > settings.maxBatchBytes))
        break;
      bytes += each.bytes;
      count += 1;
    }
    return queue.splice(0, count);
  };

  const expire = (batch: readonly Waiting[], why: string): Waiting[] =>
    batch.filter((each) => {
      if (!closed && each.deadlineAtMs > now()) return true;
      if (each.perhaps) each.settle({ outcome: 'info', message: why });
      else each.settle({ outcome: 'fail', code: closed ? 'CLOSED' : 'UNSENT', message: why });
      return false;
    });

  /** Sends once. Rejects with `hung` when the leader moved or the time for it is over. */
  const attempt = async (through: LaneDoor, batch: readonly Waiting[]): Promise<bigint> => {
    const startedAtMs = now();
    const earliest = Math.min(...batch.map((each) => each.deadlineAtMs));
    const untilMs = Math.min(startedAtMs + settings.attemptMs, earliest);
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    // No sleep that is aborted: its error costs more than the record it waits for.
    const pause = (ms: number): Promise<void> =>
      new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
      });
    const watch = async (): Promise<never> => {
      while (!over) {
        await pause(Math.max(1, Math.min(settings.probeMs, untilMs - now())));
        if (now() >= untilMs) throw new Error('no answer in time');
        const probe = through.leaderMoved().catch(() => false);
        const moved = await Promise.race([probe, pause(Math.max(1, untilMs - now())).then(() => false)]);
        clearTimeout(timer);
        if (moved) throw new Error('the partition has another leader');
      }
      throw new Error('answered');
    };
    try {
      return await Promise.race([through.send(batch.map((each) => each.record)), watch()]);
    } finally {
      over = true;
      clearTimeout(timer);
    }
  };

  const deliver = async (taken: readonly Waiting[]): Promise<void> => {
    let why = 'no leader was reached in time';
    let backoffMs = 10;
    waitingSinceMs = now();
    for (let batch = expire(taken, why); batch.length > 0; batch = expire(batch, why)) {
      try {
        door ??= await open();
      } catch (error) {
        why = `no leader was reached: ${(error as Error).message}`;
        await sleep((backoffMs = Math.min(200, backoffMs * 2)));
        continue;
      }
      const before = batch.map((each) => each.perhaps);
      for (const each of batch) each.perhaps = true;
      try {
        const first = await attempt(door, batch);
        acknowledgedAtMs = now();
        batch.forEach(({ settle }, at) =>
          settle({ outcome: 'ok', partition: settings.partition, offset: first + BigInt(at) }),
        );
        return;
      } catch (error) {
        why = (error as Error).message;
        const meaning = judgeSendError(error);
        if (meaning !== 'unknown') batch.forEach((each, at) => (each.perhaps = before[at] ?? true));
        // Sequence numbers of kafkajs are right only while nothing of this producer is unknown: never used again (K1).
        if (meaning !== 'too-few-replicas') discard(why);
        if (meaning === 'too-few-replicas' || meaning === 'refused') {
          const code = meaning === 'refused' ? 'REFUSED' : 'NOT_ENOUGH_REPLICAS';
          for (const each of batch.filter(({ perhaps }) => !perhaps))
            each.settle({ outcome: 'fail', code, message: why });
          batch = batch.filter(({ perhaps }) => perhaps);
        }
        await sleep((backoffMs = Math.min(200, backoffMs * 2)));
      }
    }
  };

  const run = async (): Promise<void> => {
    running = true;
    try {
      while (queue.length > 0) {
        if (settings.lingerMs > 0 && queue.length < settings.maxBatchRecords && !closed)
          await sleep(settings.lingerMs);
        await deliver(take());
        waitingSinceMs = undefined;
      }
    } finally {
      running = false;
      idle();
    }
  };

  return {
    send: (record) =>
      new Promise((settle) => {
        if (closed) return settle({ outcome: 'fail', code: 'CLOSED', message: 'the producer is closed' });
        if (queue.length >= settings.maxPending)
          return settle({ outcome: 'fail', code: 'QUEUE_FULL', message: 'too many records wait' });
        const bytes = Buffer.byteLength(record.value) + record.key.length + 32;
        queue.push({ record, bytes, deadlineAtMs: now() + settings.deadlineMs, settle, perhaps: false });
        if (!running) void run();
      }),
    pending: () => queue.length,
    acknowledgedAtMs: () => acknowledgedAtMs,
    waitingSinceMs: () => waitingSinceMs,
    close: async (withinMs) => {
      const ended = running ? new Promise<void>((resolve) => (idle = resolve)) : Promise.resolve();
      await Promise.race([ended, sleep(withinMs, undefined, { ref: false })]);
      closed = true;
      discard('closed');
      await Promise.race([ended, sleep(1000, undefined, { ref: false })]);
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { SequencerParts } from '../parts.ts';
import type { FeedRound } from '../reader/feed.ts';
import type { StoredEvent } from '../reader/page.ts';
import type { SendWaiter } from './queued-send.ts';

/** How a send with `await=sequenced` ended. */
export type WaitEnd =
  | { readonly end: 'sequenced'; readonly event: StoredEvent }
  | { readonly end: 'expired' | 'lost' | 'refused' | 'unknown' };

interface Waiting extends SendWaiter {
  timestampMicros: number | undefined;
  droppedFlag: boolean;
  writtenFlag: boolean;
  done: boolean;
  readonly deadlineMs: number;
  readonly maxSequencingTimeMicros: number;
  readonly settle: (end: WaitEnd) => void;
}

/** Everybody who waits for a send of this node to be visible. */
export interface Waiters {
  readonly wait: (maxSequencingTimeMicros: number) => {
    readonly waiter: SendWaiter;
    readonly end: Promise<WaitEnd>;
  };
  /** What the node's reader was shown decides; nothing else does. */
  readonly onRound: (round: FeedRound) => void;
  /** Resolves when nobody waits for anything. */
  readonly settled: () => Promise<void>;
  /** Nobody waits any longer. */
  readonly close: () => void;
}

/** @param timeoutMs a wait ends `unknown` after this */
export function createWaiters(outcomeOf: SequencerParts['awaitOutcome'], timeoutMs: number): Waiters {
  const open = new Set<Waiting>();
  const byTimestamp = new Map<number, Waiting>();
  let positionMicros = 0;

  const settle = (waiting: Waiting, end: WaitEnd): void => {
    if (waiting.done) return;
    waiting.done = true;
    open.delete(waiting);
    if (waiting.timestampMicros !== undefined) byTimestamp.delete(waiting.timestampMicros);
    waiting.settle(end);
  };

  const judge = (waiting: Waiting, event?: StoredEvent): void => {
    const send = {
      timestampMicros: waiting.timestampMicros,
      dropped: waiting.droppedFlag,
      written: waiting.writtenFlag,
      maxSequencingTimeMicros: waiting.maxSequencingTimeMicros,
    };
    const outcome = outcomeOf(send, { positionMicros, seen: event !== undefined });
    if (outcome === 'waiting') return;
    if (outcome !== 'sequenced') return settle(waiting, { end: outcome });
    const timestampMicros = waiting.timestampMicros ?? 0;
    const assumed: StoredEvent = {
      timestampMicros,
      kind: 'D',
      senderId: 0,
      messageId: '',
      errorCode: null,
      content: null,
    };
    settle(waiting, { end: 'sequenced', event: event ?? assumed });
  };

  // One timer for all: those who came first have the earliest deadline.
  const timer = setInterval(() => {
    const now = performance.now();
    for (const waiting of open) {
      if (waiting.deadlineMs > now) break;
      settle(waiting, { end: 'unknown' });
    }
  }, 100);
  timer.unref();

  return {
    wait: (maxSequencingTimeMicros) => {
      const { promise, resolve } = Promise.withResolvers<WaitEnd>();
      const waiting: Waiting = {
        timestampMicros: undefined,
        droppedFlag: false,
        writtenFlag: false,
        done: false,
        deadlineMs: performance.now() + timeoutMs,
        maxSequencingTimeMicros,
        settle: resolve,
        assigned: (timestampMicros) => {
          waiting.timestampMicros = timestampMicros;
          if (!waiting.done) byTimestamp.set(timestampMicros, waiting);
        },
        dropped: () => {
          waiting.droppedFlag = true;
          judge(waiting);
        },
        written: () => {
          waiting.writtenFlag = true;
          judge(waiting);
        },
        refused: () => {
          if (waiting.timestampMicros === undefined && !waiting.droppedFlag)
            settle(waiting, { end: 'refused' });
        },
      };
      open.add(waiting);
      return { waiter: waiting, end: promise };
    },
    onRound: (round) => {
      for (const event of byTimestamp.size > 0 ? round.events : []) {
        const waiting = byTimestamp.get(event.timestampMicros);
        if (waiting) judge(waiting, event);
      }
      positionMicros = round.positionMicros;
      for (const waiting of open) judge(waiting);
    },
    settled: async () => {
      while (open.size > 0) await sleep(5);
    },
    close: () => {
      clearInterval(timer);
      for (const waiting of open) settle(waiting, { end: 'unknown' });
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Connection, connect } from '../database/connection.ts';
import type { NodeMetrics } from '../metrics/metrics.ts';
import type { SequencerParts } from '../parts.ts';
import { createBell } from '../writer/bell.ts';
import { feedPageSql, type Page, type PageRow, type StoredEvent, toPage } from './page.ts';

/** Everything newly visible, in order, and how far the node's readers have now come. */
export interface FeedRound {
  /** As stored: at a node where nobody reads, nothing needs decoding. */
  readonly events: readonly StoredEvent[];
  readonly positionMicros: number;
  /** Pruning has passed the position: what lies between was not seen and cannot be. */
  readonly skipped: boolean;
}

export interface FeedContext {
  readonly config: Config;
  readonly parts: SequencerParts;
  readonly log: Logger;
  readonly metrics: NodeMetrics;
  readonly ownLeaseId: () => string | undefined;
  readonly onRound: (round: FeedRound) => void;
}

/** One reader for the whole node. */
export interface Feed {
  /** Undefined until the first page. */
  readonly positionMicros: number | undefined;
  readonly lowerBoundMicros: number;
  readonly ownRowOnline: boolean | null;
  /** Monotonic milliseconds of the last answer, and of the last move of the position. */
  readonly readAtMs: number;
  readonly movedAtMs: number;
  readonly wake: () => void;
  readonly ended: Promise<Error | undefined>;
  readonly close: () => Promise<void>;
}

/** Wake-ups within this time, milliseconds, share a read. */
const gatherMs = 2;

/**
 * Reads each visible event once for all subscriptions of the node, whenever woken and at least every poll
 * interval. A wake-up during a read merges with those after it and never starts a second one.
 */
export function startFeed(context: FeedContext): Feed {
  const { config, parts, log, metrics } = context;
  const timeouts = { connectMs: 2000, statementMs: config.statementMs, idleSessionMs: 0 };
  const text = feedPageSql(parts);
  const bell = createBell();
  let stopped = false;
  let connection: Connection | undefined;
  const feed = {
    positionMicros: undefined as number | undefined,
    lowerBoundMicros: 0,
    ownRowOnline: null as boolean | null,
    readAtMs: -Infinity,
    movedAtMs: performance.now(),
  };

  const read = async (on: Connection, from: number, most: number): Promise<Page> => {
    const values = [from, most, context.ownLeaseId() ?? null];
    const page = toPage(await on.query<PageRow>({ name: 'feed', text, values, rowMode: 'array' }));
    metrics.pages.inc();
    feed.readAtMs = performance.now();
    feed.ownRowOnline = page.ownRowOnline;
    feed.lowerBoundMicros = page.lowerBoundMicros;
    return page;
  };

  /** True if more may be waiting. */
  const round = async (on: Connection): Promise<boolean> => {
    if (feed.positionMicros === undefined) {
      // The feed starts at the present; whoever wants the past reads it by its own pages.
      const page = await read(on, Number.MAX_SAFE_INTEGER, 1);
      if (page.safeMicros === null) return false;
      feed.positionMicros = page.safeMicros;
      context.onRound({ events: [], positionMicros: page.safeMicros, skipped: true });
      return false;
    }
    const before = feed.positionMicros;
    const page = await read(on, before, config.pageMax);
    if (page.safeMicros === null) return false;
    if (page.safeMicros < before)
      log.error({ before, safe: page.safeMicros }, 'the safe watermark went back');
    const full = page.events.length >= config.pageMax;
    const lastMicros = page.events.at(-1)?.timestampMicros;
    feed.positionMicros = parts.readPosition(before, { safeMicros: page.safeMicros, lastMicros, full });
    if (feed.positionMicros === before && page.events.length === 0) return false;
    feed.movedAtMs = performance.now();
    metrics.position.set(feed.positionMicros / 1e6);
    context.onRound({
      events: page.events,
      positionMicros: feed.positionMicros,
      skipped: page.lowerBoundMicros > before + 1,
    });
    return full;
  };

  const tick = async (): Promise<void> => {
    if (config.notify) await sleep(gatherMs);
    await bell.wait(config.pollMs);
  };

  const loop = async (): Promise<undefined> => {
    while (!stopped) {
      try {
        connection ??= await connect(config.databaseUrl, `reader ${config.instance}`, timeouts);
        const on = connection;
        await parts.pace(() => round(on), tick);
      } catch (error) {
        if (stopped) break;
        log.warn({ because: (error as Error).message }, 'reading failed');
        await connection?.close(50);
        connection = undefined;
        await sleep(100);
      }
    }
    return undefined;
  };
  const ended = loop().catch((error: unknown) => error as Error);
  return Object.defineProperties(feed, {
    wake: { value: config.notify ? bell.ring : () => undefined },
    ended: { value: ended },
    close: {
      value: async () => {
        stopped = true;
        bell.ring();
        await connection?.close(100);
        await ended;
      },
    },
  }) as unknown as Feed;
}

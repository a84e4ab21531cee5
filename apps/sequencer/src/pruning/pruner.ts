import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Connection, connect } from '../database/connection.ts';
import type { NodeMetrics } from '../metrics/metrics.ts';
import type { SequencerParts } from '../parts.ts';
import { prune } from './prune.ts';

export interface Pruner {
  readonly ended: Promise<Error | undefined>;
  readonly close: () => Promise<void>;
}

/** Prunes by schedule whenever this node holds the exclusive lock; every node tries. */
export function startPruner(context: {
  readonly config: Config;
  readonly parts: SequencerParts;
  readonly log: Logger;
  readonly metrics: NodeMetrics;
}): Pruner {
  const { config, parts, log, metrics } = context;
  const timeouts = { connectMs: 2000, statementMs: config.statementMs, idleSessionMs: 5 * 60_000 };
  const stop = new AbortController();
  let connection: Connection | undefined;
  let holding = false;

  const loop = async (): Promise<undefined> => {
    while (!stop.signal.aborted) {
      await sleep(config.pruneIntervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) break;
      try {
        connection ??= await connect(config.databaseUrl, `pruner ${config.instance}`, timeouts);
        const held = await parts.holdExclusive(connection);
        if (held !== holding) log.info({ held }, 'pruning lock');
        holding = held;
        if (held) metrics.pruned.inc(await prune(connection, parts, config.pruneRetainMs));
      } catch (error) {
        if (!stop.signal.aborted) log.warn({ because: (error as Error).message }, 'pruning failed');
        await connection?.close(50);
        connection = undefined;
        holding = false;
      }
    }
    return undefined;
  };
  const ended = loop().catch((error: unknown) => error as Error);
  return {
    ended,
    close: async () => {
      stop.abort();
      await connection?.close(100);
      await ended;
    },
  };
}

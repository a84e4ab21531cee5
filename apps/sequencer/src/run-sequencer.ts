import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import { createTokens } from './auth/token.ts';
import type { Config } from './config/config.ts';
import { RefusedConfiguration } from './config/refused-configuration.ts';
import { connect, connectionConfig, type Query } from './database/connection.ts';
import { hadNoEffect } from './database/had-no-effect.ts';
import { migrate } from './database/migrate.ts';
import { authRoutes } from './http/auth-routes.ts';
import { healthRoutes } from './http/health-routes.ts';
import type { NodeServices } from './http/node-services.ts';
import { readRoutes } from './http/read-routes.ts';
import { Refusal } from './http/refuse.ts';
import { sendRoute } from './http/send-route.ts';
import { createServer } from './http/server.ts';
import { openDirectory, registerMembers } from './members/directory.ts';
import { readMembersFile } from './members/members-file.ts';
import { createMetrics } from './metrics/metrics.ts';
import { referenceParts, type SequencerParts } from './parts.ts';
import { startPruner } from './pruning/pruner.ts';
import { startFeed } from './reader/feed.ts';
import { createHub } from './reader/hub.ts';
import { memberPageSql, type PageRow, toPage } from './reader/page.ts';
import { createWaiters } from './send/waiters.ts';
import { startWatch } from './watch/watch.ts';
import { createWriter } from './writer/writer.ts';

/** A running node. */
export interface SequencerNode {
  /** Base URL it listens on. */
  readonly url: string;
  /** Graceful stop: drains the writer, ends the streams, closes; bounded by `drainMs` whatever the database does. */
  readonly stop: () => Promise<void>;
}

const nowMicros = (): number => Date.now() * 1000;

/**
 * Starts one sequencer node and resolves when it listens; it becomes ready when its writer is online.
 *
 * @param parts the rules; replace one to get a broken subject
 * @throws RefusedConfiguration if the database or the members cannot be used as configured
 */
export async function runSequencer(
  config: Config,
  parts: SequencerParts = referenceParts,
  log: Logger = pino({ level: config.logLevel, base: { instance: config.instance } }),
): Promise<SequencerNode> {
  const entries = readMembersFile(config.membersFile);
  const timeouts = { connectMs: 2000, statementMs: config.statementMs, idleSessionMs: 0 };
  const secret = await prepareDatabase(config, log, entries);
  const pool = new pg.Pool({
    ...connectionConfig(config.databaseUrl, `pool ${config.instance}`, timeouts),
    max: 4,
  });
  pool.on('error', (error) => log.debug({ err: error }, 'idle connection lost'));
  const change = async <Row>(query: Query): Promise<Row[]> => {
    try {
      return (await pool.query(query as pg.QueryConfig)).rows as Row[];
    } catch (error) {
      log.debug({ err: error }, 'statement failed');
      if (hadNoEffect(error)) throw new Refusal('SEQUENCER_UNAVAILABLE', 'the database does not answer now');
      throw new Refusal('INTERNAL', 'the database did not answer in time: it may have been done, or not');
    }
  };
  const ask = <Row>(query: Query): Promise<Row[]> =>
    change<Row>(query).catch(() => {
      throw new Refusal('SEQUENCER_UNAVAILABLE', 'the database does not answer now');
    });
  const directory = await openDirectory(ask);
  const metrics = createMetrics();
  const waiters = createWaiters(parts.awaitOutcome, config.awaitSequencedMs);
  const pageText = memberPageSql(parts);
  const memberPage = async (memberId: number, positionMicros: number) =>
    toPage(
      await ask<PageRow>({
        // Not prepared: a plan kept from when the tables were small takes seconds for a page of a long history.
        text: pageText,
        values: [memberId, positionMicros, config.pageMax],
        rowMode: 'array',
      }),
    );
  const context = { config, parts, log, metrics, nowMicros };

  const writer = createWriter({
    ...context,
    onSaved: (watermarkMicros, wroteEvents) => {
      feed.wake();
      watch.tell(watermarkMicros, wroteEvents);
    },
  });
  const watch = startWatch({
    ...context,
    onHeard: ({ fromInstance, watermarkMicros, events }) => {
      if (fromInstance === config.instance) return;
      if (events) writer.nudge(watermarkMicros);
      feed.wake();
    },
    onMarked: () => feed.wake(),
  });
  const feed = startFeed({
    ...context,
    ownLeaseId: () => writer.state.lease?.leaseId,
    onRound: (round) => {
      waiters.onRound(round);
      hub.onRound(round);
    },
  });
  const feedAgeMs = (): number => performance.now() - feed.readAtMs;
  const hub = createHub({ ...context, memberPage, feedPosition: () => feed.positionMicros, feedAgeMs });
  const pruner = startPruner(context);

  const failedLoops: string[] = [];
  const refresh = setInterval(() => void directory.refresh().catch(() => undefined), 5000);
  let stopping = false;
  for (const [name, loop] of Object.entries({ writer, watch, reader: feed, pruner }))
    void loop.ended.then((error) => {
      if (stopping) return;
      failedLoops.push(name);
      log.fatal({ loop: name, err: error }, 'loop ended');
    });

  const app = createServer(config, log);
  const services: NodeServices = {
    config,
    parts,
    metrics,
    secret,
    directory,
    writer,
    feed,
    hub,
    waiters,
    ask,
    change,
    memberPage,
    nowMicros,
    feedAgeMs,
    failedLoops,
    tokens: createTokens(secret, config.tokenSeconds, nowMicros),
    incarnation: randomUUID(),
  };
  authRoutes(app, services);
  sendRoute(app, services);
  readRoutes(app, services);
  healthRoutes(app, services);
  const colon = config.listen.lastIndexOf(':');
  const url = await app.listen({
    host: config.listen.slice(0, colon),
    port: Number(config.listen.slice(colon + 1)),
  });
  log.info({ url, profile: config.profile }, 'listening');

  return {
    url,
    stop: async () => {
      stopping = true;
      clearInterval(refresh);
      const bounded = async (work: Promise<unknown>, withinMs: number): Promise<void> => {
        await Promise.race([work.catch(() => undefined), sleep(withinMs, undefined, { ref: false })]);
      };
      await parts.drainWriter(writer, config.drainMs * 0.75);
      // What was written becomes visible within a keep-alive; whoever waits for it is told before the door shuts.
      await bounded(waiters.settled(), config.drainMs / 8);
      waiters.close();
      hub.close('SEQUENCER_UNAVAILABLE', 'the node is stopping; resume at another');
      await bounded(
        Promise.all([app.close(), writer.close(), watch.close(), feed.close(), pruner.close(), pool.end()]),
        config.drainMs / 8,
      );
      log.info('stopped');
    },
  };
}

/** Migrates, registers members and fixes what must be the same at every node; waits for the database to be there. */
async function prepareDatabase(
  config: Config,
  log: Logger,
  entries: ReturnType<typeof readMembersFile>,
): Promise<Buffer> {
  const timeouts = { connectMs: 2000, statementMs: 10_000, idleSessionMs: 0 };
  for (;;) {
    try {
      const connection = await connect(config.databaseUrl, `start ${config.instance}`, timeouts);
      try {
        await migrate(connection);
        await connection.query({
          text: 'insert into sequencer.domain (total_nodes, token_secret) values ($1, $2) on conflict do nothing',
          values: [config.totalNodes, randomBytes(32)],
        });
        await registerMembers(connection.query, entries);
        const [domain] = await connection.query<{ total_nodes: number; token_secret: Buffer }>({
          text: 'select total_nodes, token_secret from sequencer.domain',
        });
        if (domain?.total_nodes !== config.totalNodes)
          throw new RefusedConfiguration(
            `totalNodes ${config.totalNodes}`,
            `differs from ${domain?.total_nodes} in the database; it cannot change once deployed`,
          );
        return domain.token_secret;
      } finally {
        await connection.close(500);
      }
    } catch (error) {
      if (error instanceof RefusedConfiguration) throw error;
      log.warn({ because: (error as Error).message }, 'database not ready, trying again');
      await sleep(200);
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import type { HealthBody } from '@plimsoll/interface/health/health';
import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import { type BrokerQuestions, brokerQuestions } from './config/broker-questions.ts';
import { checkBrokers } from './config/check-brokers.ts';
import type { Config } from './config/config.ts';
import { type Ask, openDatabase } from './database/open-database.ts';
import { openEngineClient } from './engine/engine-client.ts';
import { forwardPending } from './engine/forward-pending.ts';
import { watchEngine } from './engine/watch-engine.ts';
import { servesReads } from './health/serves-reads.ts';
import { serve } from './http/serve.ts';
import { openWaitingDoor } from './http/waiting-door.ts';
import { openIntake } from './intake/intake.ts';
import { Refusal } from './intake/refusal.ts';
import { createMetrics } from './metrics/metrics.ts';
import { referenceParts, type ManagerParts } from './parts.ts';
import { hearEngine } from './replicate/hear-engine.ts';
import { RecentHashes } from './replicate/recent-hashes.ts';
import { startCopying } from './replicate/start-copying.ts';
import { startTaking } from './replicate/start-taking.ts';
import { startSteps } from './start-steps.ts';
import { openAccountBook, readAccountsFile } from './store/account-book.ts';
import { findKnownIn } from './store/find-known.ts';

/** A running manager. */
export interface Manager {
  /** Base URL of JSON-RPC. */
  readonly url: string;
  /** Graceful stop: nothing more is accepted, what was is answered; bounded by `drainMs`. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts one manager and resolves when it listens; it becomes ready when engine, topics and copies are there and read.
 *
 * @param parts the rules; replace one to get a broken subject
 * @param questions who is asked about topics; others in tests
 * @throws Problem if it cannot keep its promises as configured
 */
export async function runManager(
  config: Config,
  parts: ManagerParts = referenceParts,
  log: Logger = pino({ level: config.logLevel, base: { instance: config.instance } }),
  signal: AbortSignal = new AbortController().signal,
  questions: BrokerQuestions = brokerQuestions,
): Promise<Manager> {
  const file = readAccountsFile(config.accountsFile);
  const rollup = rollupId(config.chainId, config.contract);
  const metrics = createMetrics();
  const door = openWaitingDoor(config, log, metrics);
  const { waitingFor, incarnation } = door;
  const database = await openDatabase(config, waitingFor('the database'), signal);
  const brokers = await checkBrokers(config, parts.judgeTopics, questions, waitingFor('the brokers'), signal);
  if (brokers.allowed.length > 0) log.warn({ rules: brokers.allowed }, 'unsafe by permission');

  const engine = openEngineClient(config);
  const recent = new RecentHashes(200_000);
  const address = {
    brokers: config.ha.brokers,
    clientId: config.instance,
    onLog: (message: string) => log.debug(message),
  };
  const producer = parts.startProducer({
    address,
    topic: config.ha.ownTopic,
    partitions: config.ha.partitions,
    acks: config.ha.acks === 'all' ? -1 : 1,
    lingerMs: config.ha.lingerMs,
    deadlineMs: config.ha.sendDeadlineMs,
    onDiscard: (why) => {
      metrics.discarded.inc();
      log.warn({ why }, 'producer discarded');
    },
  });
  const topic = questions.watchTopic(address, config.ha.ownTopic, brokers.minInSyncReplicas, 500);
  const steps = startSteps({ config, parts, ask: database.ask, engine, producer, recent, metrics });
  const engineWatch = watchEngine(engine, rollup, 150, async () => {
    const count = await forwardPending(database.ask, (operations) => engine.register(operations));
    log.info({ count }, 'engine started anew: given what is pending');
  });

  const startedAtMs = performance.now();
  let stopping = false;
  const troubles = (): string[] => {
    const now = performance.now();
    const view = engineWatch.view();
    return parts.judgeHealth(
      {
        stopping,
        engine: { readyAgeMs: now - view.readyAtMs, gone: view.gone, reasons: view.reasons },
        ownTopicTrouble: topic.trouble(),
        ownTopicStuckMs: producer.stuckMs(),
        databaseTrouble: steps.saver.trouble(),
        gaps: taking.gaps(),
      },
      config.notReadyAfterMs,
    );
  };
  const intake = openIntake({
    parts,
    steps,
    findKnown: findKnownIn(database.ask),
    refuse: (inFlight) => {
      if (stopping) return new Refusal('DRAINING');
      const { inFlight: most, pending } = config.limits;
      if (inFlight >= most) return new Refusal('OVER_CAPACITY', `${inFlight} operations are on their way`);
      const held = engineWatch.view().pendingCount + steps.forwarder.pending();
      if (held >= pending) return new Refusal('OVER_CAPACITY', `${held} operations are not settled yet`);
      const [reason] = troubles();
      return reason === undefined ? undefined : new Refusal('NOT_READY', reason);
    },
  });
  const taking = startTaking({ config, parts, log, metrics, rollup, recent, steps, intake, producer });
  const reader = (name: string, groupId: string, topics: readonly string[], from: readonly string[]) =>
    ({
      address: { brokers: from, clientId: config.instance },
      groupId,
      topics,
      sessionMs: config.ha.sessionMs,
      onGap: taking.onGap,
      onRestart: taking.onRestart(name),
    }) as const;
  const own = parts.startConsumer({
    ...reader('own topic', `${config.ha.consumerGroup}-own`, [config.ha.ownTopic], config.ha.brokers),
    onBatch: taking.own,
  });
  const { batchUpdatesTopic, invalidOperationsTopic, consumerGroup } = config.kafka;
  const hearing = parts.startConsumer({
    ...reader('engine', consumerGroup, [batchUpdatesTopic, invalidOperationsTopic], config.kafka.brokers),
    onBatch: (batch) => hearEngine(database, batch, batchUpdatesTopic),
  });
  const copying = startCopying(config, parts, {
    onBatch: taking.copied,
    onGap: taking.onGap,
    onRestart: taking.onRestart('copies'),
  });

  let lastProgressMicros = Date.now() * 1000;
  let wasReady = false;
  const health = (): HealthBody => {
    const copies = copying.state();
    const reasons = [
      ...troubles(),
      ...parts.judgeReading({ own: own.state(), hearing: hearing.state(), copies }),
    ];
    const ready = reasons.length === 0;
    const facts = { stopping, databaseTrouble: steps.saver.trouble() };
    const reads = !ready && servesReads(facts, { own: own.state(), hearing: hearing.state() });
    if (ready) lastProgressMicros = Date.now() * 1000;
    if (ready !== wasReady)
      log.info({ ready, reasons, afterMs: Math.round(performance.now() - startedAtMs) }, 'readiness');
    wasReady = ready;
    const body: HealthBody & Record<string, unknown> = {
      instance: config.instance,
      incarnation,
      role: 'active',
      ready,
      reasons,
      ...(reads ? { servesReads: true } : {}),
      nowMicros: Date.now() * 1000,
      progress: { what: 'engine, own topic and readers', lastMicros: lastProgressMicros },
      unsafe: brokers.allowed,
      unreachable: copies.filter(({ unreachable }) => unreachable).map(({ topics }) => topics),
    };
    return body;
  };
  const ask: Ask = (query) =>
    database.ask<never>(query).catch((error: unknown) => {
      log.debug({ err: error }, 'read failed');
      throw new Refusal('NOT_READY', 'the database does not answer now');
    });
  const accounts = openAccountBook(file, ask);
  const live = (): boolean => true;
  await door.close();
  const server = await serve({
    config,
    parts,
    log,
    metrics,
    rollup,
    accounts,
    intake,
    engine,
    ask,
    health,
    live,
  });
  log.info({ url: server.url, topic: config.ha.ownTopic }, 'listening');

  return {
    url: server.url,
    stop: async () => {
      stopping = true;
      const until = performance.now() + config.drainMs * 0.6;
      while (intake.inFlight() > 0 && performance.now() < until) await sleep(10);
      const bounded = (work: Promise<unknown>): Promise<unknown> =>
        Promise.race([work.catch(() => undefined), sleep(config.drainMs * 0.3, undefined, { ref: false })]);
      await bounded(
        Promise.all([
          server.close(),
          copying.close(),
          own.close(),
          hearing.close(),
          engineWatch.close(),
          topic.close(),
        ]),
      );
      steps.close();
      await bounded(Promise.all([producer.close(100), engine.close(), database.close()]));
      log.info('stopped');
    },
  };
}

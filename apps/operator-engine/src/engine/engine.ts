import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { State } from '@plimsoll/rollup/state';
import type { Turn } from '@plimsoll/rollup/whose-turn';
import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { BatchUpdateRecord, InvalidOperationRecord } from '@plimsoll/interface/operator/kafka-records';
import type { ChainFollower } from '../chain/follow-chain.ts';
import type { ChainRpc } from '../chain/rpc.ts';
import type { Config } from '../config/config.ts';
import type { EngineMetrics } from '../metrics/metrics.ts';
import type { EngineParts } from '../parts.ts';
import { createProveRequest } from '../prover/create-prove-request.ts';
import type { ProverClient } from '../prover/prover-client.ts';
import { batchUpdate } from '../publish/batch-updates.ts';
import type { OrderedPublisher } from '../publish/ordered-publisher.ts';
import type { Submitter } from '../submit/submitter.ts';
import { readBatch } from './batch-source.ts';
import { createBell } from './bell.ts';
import { type ChainView, createChainView } from './chain-view.ts';
import type { ProgressFacts } from './judge-health.ts';
import { createIntake, type Intake } from './intake.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';
import { createPace } from './pace.ts';
import { createSubmitLoop, type Work } from './submit-loop.ts';

/** What an engine is made of. */
export interface EngineContext {
  readonly config: Config;
  readonly parts: EngineParts;
  readonly log: Logger;
  readonly metrics: EngineMetrics;
  readonly rpc: ChainRpc;
  readonly follower: ChainFollower;
  readonly submitter: Submitter;
  readonly prover: ProverClient;
  readonly batchUpdates: OrderedPublisher<BatchUpdateRecord>;
  readonly invalidOperations: OrderedPublisher<InvalidOperationRecord>;
  readonly genesis: State;
  readonly operatorId: number;
  /** Addresses of the operator's submitters, the same list everywhere. */
  readonly submitters: readonly string[];
}

/** A running engine: follows the chain, submits batches, tells Kafka. */
export interface Engine {
  readonly incarnation: string;
  readonly view: ChainView;
  readonly outcomes: Outcomes;
  readonly turn: () => Turn;
  readonly intake: Intake;
  /** Switch-over by command; undefined takes the command back. */
  readonly command: (command: 'take' | 'leave' | undefined) => void;
  readonly facts: () => ProgressFacts;
  /** Wall clock of the last progress, microseconds. */
  readonly lastProgressMicros: () => number;
  /** Lets a batch in flight land, within bounds, and ends. */
  readonly stop: (withinMs: number) => Promise<void>;
}

export function startEngine(context: EngineContext): Engine {
  const { config, parts, log, metrics, submitter, prover, operatorId } = context;
  const view = createChainView(
    context.genesis,
    context.follower,
    (event) => readBatch(context.rpc, event),
    parts,
  );
  const outcomes = createOutcomes(parts, operatorId, config.capacity, config.waitMicros);
  const changed = createBell();
  const pace = createPace(config.batch.intervalMs);
  const nowMs = (): number => performance.now();
  const age = (at: number | undefined): number => (at === undefined ? Infinity : nowMs() - at);
  let included = new Set<Hex>();
  let chainAnsweredAtMs: number | undefined;
  let headMovedAtMs: number | undefined;
  let caughtUpAtMs: number | undefined;
  let proverAnsweredAtMs: number | undefined;
  let unsubmittedSinceMs: number | undefined;
  let progressAtMicros = Date.now() * 1000;
  let workSinceBlock: number | undefined;
  let command: 'take' | 'leave' | undefined;
  let trouble: string | undefined;
  let stopping = false;
  /** Counts what may change what a batch can hold; a build that found nothing is not repeated before. */
  let version = 0;
  let fruitlessIn = -1;

  const settle = (): void => {
    const { final } = view.accepted;
    const rejections = view.caughtUp() ? outcomes.settle(final, view.final().micros) : [];
    for (const { hash, reason } of rejections) {
      metrics.rejected.inc({ reason });
      context.invalidOperations.add({ v: 1, hash, reason, finalHeight: final.height });
    }
    metrics.pending.set(outcomes.book.size);
  };

  const unincluded = (): number => Math.max(0, outcomes.book.size - included.size);
  const takeable = () => view.deposits.takeable(view.accepted.head.depositsTaken, view.final().number);

  const onChange = ({
    submitted,
    finalised,
    undone,
  }: Awaited<ReturnType<ChainView['advance']>> & object): void => {
    headMovedAtMs = nowMs();
    if (undone.length > 0) {
      metrics.reorgs.inc();
      log.warn({ undone: undone.map(({ state }) => state.height) }, 'a reorganisation undid batches');
      pace.onLeftOver(nowMs());
    }
    for (const accepted of submitted)
      context.batchUpdates.add(batchUpdate('submitted', accepted, operatorId));
    for (const accepted of finalised)
      context.batchUpdates.add(batchUpdate('finalised', accepted, operatorId));
    included = view.accepted.includedHashes();
    intake.recheck();
    outcomes.onFinal(finalised);
    if (submitted.length > 0) {
      progressAtMicros = Date.now() * 1000;
      unsubmittedSinceMs = undefined;
    }
    if (unincluded() > 0 || takeable().length > 0) pace.onWork(nowMs());
    workSinceBlock = unincluded() > 0 ? (workSinceBlock ?? view.head()?.number) : undefined;
    settle();
    version += 1;
    metrics.height.set({ of: 'accepted' }, view.accepted.head.height);
    metrics.height.set({ of: 'final' }, view.accepted.final.height);
    changed.ring();
  };

  const follow = async (): Promise<void> => {
    let wasAlarm: string | undefined;
    while (!stopping) {
      try {
        const change = await view.advance();
        chainAnsweredAtMs = nowMs();
        if (change) onChange(change);
        if (view.caughtUp()) caughtUpAtMs = nowMs();
        if (change && view.behindBlocks() > 0) continue;
      } catch (error) {
        log.debug({ because: (error as Error).message }, 'the chain was not read');
      }
      const alarm = view.alarm();
      if (alarm !== wasAlarm)
        log.error({ alarm }, alarm === undefined ? 'alarm is over' : 'ALARM: submitting nothing');
      wasAlarm = alarm;
      await sleep(config.chain.pollMs);
    }
  };

  const intake = createIntake(
    rollupId(config.chain.chainId, config.chain.contract),
    config.trustOrigin,
    outcomes,
    () => view.accepted.head,
    (hash) => {
      version += 1;
      outcomes.onRegistered(hash);
      pace.onWork(nowMs());
      workSinceBlock ??= view.head()?.number;
      if (unincluded() >= config.batch.operationsMax) changed.ring();
    },
  );

  const turn = (): Turn => {
    const last = view.lastBatch();
    const headNumber = view.head()?.number ?? 0;
    return parts.whoseTurn({
      mode: config.mode,
      submitters: context.submitters,
      self: submitter.address,
      headNumber,
      leaseBlocks: config.leaseBlocks,
      ...(last && last.operatorId === operatorId ? { last } : {}),
      ...(workSinceBlock === undefined ? {} : { workSince: workSinceBlock }),
      ...(command ? { command } : {}),
    });
  };

  const build = (): Work | undefined => {
    const parent = view.accepted.head;
    const queued = takeable();
    let outboundLeft = config.batch.outboundMax;
    const pending = outcomes.book.inTurn(({ hash, operation }) => {
      if (included.has(hash) || outcomes.isHeldBack(hash) || intake.isUnchecked(hash)) return true;
      if (operation.kind === 'outbound') outboundLeft -= 1;
      return outboundLeft < 0 && operation.kind === 'outbound';
    });
    const { batch, poisonous, more } = parts.buildBatch(
      {
        parent,
        operatorId,
        finalOrderBatch: view.accepted.final.orderBatchCount,
        pending,
        deposits: queued,
        limits: { operations: config.batch.operationsMax, deposits: config.batch.depositsMax },
      },
      parts.rules,
    );
    pace.onBuilt();
    for (const { hash, error } of poisonous) {
      log.error({ hash, err: error }, 'executing an operation failed');
      parts.onPoison(hash, outcomes);
    }
    if (more || outboundLeft < 0) pace.onLeftOver(nowMs());
    return batch && { batch, parent, deposits: queued.slice(0, batch.depositsTaken) };
  };

  const nextWork = async (): Promise<Work | undefined> => {
    const obstacle =
      stopping ||
      fruitlessIn === version ||
      !parts.maySubmit({
        caughtUp: view.caughtUp(),
        alarm: view.alarm(),
        notFinal: view.accepted.open.length,
        notFinalMax: config.batch.notFinalMax,
        turn: turn(),
      });
    const dueInMs = unincluded() >= config.batch.operationsMax ? 0 : pace.dueInMs(nowMs());
    if (obstacle || dueInMs === undefined || dueInMs > 0) {
      await changed.wait(Math.min(config.chain.pollMs, obstacle ? Infinity : (dueInMs ?? Infinity)));
      return undefined;
    }
    const work = build();
    if (work) unsubmittedSinceMs ??= nowMs();
    else fruitlessIn = version;
    return work;
  };

  const loop = createSubmitLoop({
    parts,
    log,
    metrics,
    view,
    submitter,
    changed,
    pollMs: config.chain.pollMs,
    nextWork,
    prove: async ({ batch, parent, deposits }, abandon) => {
      const job = createProveRequest(config.chain, parent, batch, deposits);
      const proof = await prover.prove(job, abandon);
      proverAnsweredAtMs = nowMs();
      return proof;
    },
    onLost: ({ batch }) => parts.afterLoss(batch, outcomes),
    onTrouble: (why) => {
      trouble = why;
    },
  });

  const submit = async (): Promise<void> => {
    while (!stopping) {
      try {
        // Whatever became of it: what is not in a batch is to go into the next at once, it has waited.
        if (await loop.round()) pace.onLeftOver(nowMs());
      } catch (error) {
        log.warn({ because: (error as Error).message }, 'no batch was submitted, trying again');
        pace.onLeftOver(nowMs());
        await changed.wait(config.chain.pollMs * 3);
      }
    }
  };

  const watchProver = async (): Promise<void> => {
    while (!stopping) {
      if (await prover.isAlive()) proverAnsweredAtMs = nowMs();
      await sleep(Math.min(500, config.notReadyAfterMs / 4));
    }
  };

  const loops = [follow(), submit(), watchProver()];

  return {
    incarnation: randomUUID(),
    view,
    outcomes,
    turn,
    intake,
    command: (given) => {
      command = given;
      changed.ring();
    },
    facts: () => ({
      stopping,
      alarm: view.alarm(),
      behindMs: view.caughtUp() ? 0 : age(caughtUpAtMs),
      chainAnsweredMs: age(chainAnsweredAtMs),
      headMovedMs: age(headMovedAtMs),
      proverAnsweredMs: age(proverAnsweredAtMs),
      unpublishedMs: Math.max(context.batchUpdates.oldestMs(), context.invalidOperations.oldestMs()),
      kafkaTrouble: context.batchUpdates.trouble() ?? context.invalidOperations.trouble(),
      unsubmittedMs: unsubmittedSinceMs === undefined || unincluded() === 0 ? 0 : age(unsubmittedSinceMs),
      trouble,
    }),
    lastProgressMicros: () => progressAtMicros,
    stop: async (withinMs) => {
      const deadline = nowMs() + withinMs;
      command = 'leave';
      while (loop.inFlight() && nowMs() < deadline) await changed.wait(20);
      stopping = true;
      loop.stop();
      await Promise.all(loops);
    },
  };
}

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import type { AccountsFile } from '@plimsoll/interface/operator/accounts';
import type { BatchUpdateRecord, InvalidOperationRecord } from '@plimsoll/interface/operator/kafka-records';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { Producer } from '@plimsoll/kafka-client/producer';
import { genesisState, type State } from '@plimsoll/rollup/state';
import { followChain } from './chain/follow-chain.ts';
import { lookUpContract } from './chain/look-up-contract.ts';
import { type ChainRpc, connectChain } from './chain/rpc.ts';
import type { Config } from './config/config.ts';
import { readKey } from './config/read-key.ts';
import { startEngine } from './engine/engine.ts';
import { createServer } from './http/create-server.ts';
import { healthRoutes } from './http/health-routes.ts';
import { listen } from './http/listen.ts';
import { operationRoutes } from './http/operation-routes.ts';
import { stateRoutes } from './http/state-routes.ts';
import { openWaitingDoor } from './http/waiting-door.ts';
import { createMetrics } from './metrics/metrics.ts';
import { type EngineParts, referenceParts } from './parts.ts';
import { createProverClient } from './prover/prover-client.ts';
import { publishedUpTo } from './publish/batch-updates.ts';
import { openSink } from './publish/open-sink.ts';
import { startPublisher } from './publish/ordered-publisher.ts';
import { readTail } from './publish/read-tail.ts';
import type { RecordSink } from './publish/record-sink.ts';
import { createSubmitter } from './submit/submitter.ts';

/** A running engine and its door. */
export interface RunningEngine {
  /** Base URL it listens on. */
  readonly url: string;
  /** Graceful stop: a batch in flight may land; bounded by `drain_ms`. */
  readonly stop: () => Promise<void>;
}

/** Records at the end of the own topic among which the last finalised batch is looked for. */
const tailRecords = 500;

/**
 * Starts an engine and resolves when it listens; it becomes ready when it has caught up with the chain.
 *
 * @param parts the rules; replace one to get a broken operator
 * @throws Problem when the files, the chain or the contract are not those that the configuration says
 */
export async function runEngine(
  config: Config,
  parts: EngineParts = referenceParts,
  log: Logger = pino({ level: config.logLevel, base: { instance: config.instance } }),
): Promise<RunningEngine> {
  const { chain, kafka } = config;
  const metrics = createMetrics();
  const genesis = readGenesis(config.accountsFile);
  const rpc = connectChain(chain.urls, chain.rpcTimeoutMs);
  const submitter = createSubmitter(
    {
      chainId: chain.chainId,
      contract: chain.contract,
      privateKey: readKey(chain.keyPath),
      gasLimitMax: chain.gasLimitBatch,
    },
    rpc,
  );
  const operatorId = await meetContract(config, rpc, submitter.address, log);

  const address = kafka && {
    brokers: kafka.brokers,
    clientId: config.instance,
    requestMs: kafka.timeoutMs,
    onLog: (message: string) => log.debug({ kafka: message }, 'kafka'),
  };
  const producers: Producer[] = [];
  const sink = (topic: string): RecordSink => {
    if (!address || !kafka) return { send: () => Promise.resolve({ outcome: 'ok' }) };
    const producer = openSink(address, topic, kafka.timeoutMs);
    producers.push(producer);
    return producer;
  };
  const batchUpdates = startPublisher<BatchUpdateRecord>({
    sink: sink(kafka?.batchUpdatesTopic ?? ''),
    key: 'batches',
    readPublished: async () => {
      if (!address || !kafka) return () => true;
      const upTo = publishedUpTo(
        await readTail(address, kafka.batchUpdatesTopic, tailRecords, kafka.timeoutMs * 2),
      );
      log.info({ upTo }, 'batch updates go on after this height');
      return ({ height }) => height <= upTo;
    },
    onPublished: () => metrics.published.inc({ topic: 'batch updates' }),
  });
  const invalidOperations = startPublisher<InvalidOperationRecord>({
    sink: sink(kafka?.invalidOperationsTopic ?? ''),
    key: 'operations',
    readPublished: async () => {
      if (address && kafka) await readTail(address, kafka.invalidOperationsTopic, 0, kafka.timeoutMs * 2);
      return () => false;
    },
    onPublished: () => metrics.published.inc({ topic: 'invalid operations' }),
  });

  const prover = createProverClient(config.prover.jobAddress, config.prover.timeoutMs);
  const engine = startEngine({
    config,
    parts,
    log,
    metrics,
    rpc,
    follower: followChain({ ...chain, shorterAfterMs: 3000 }, rpc, () => performance.now()),
    submitter,
    prover,
    batchUpdates,
    invalidOperations,
    genesis,
    operatorId,
    submitters: config.submitters.length > 0 ? config.submitters : [submitter.address],
  });

  const app = createServer(log);
  const services = { config, parts, metrics, engine, address: submitter.address };
  operationRoutes(app, services);
  stateRoutes(app, services);
  healthRoutes(app, services);
  const url = await listen(app, config.listen);
  log.info({ url, mode: config.mode, submitter: submitter.address, operatorId }, 'listening');

  return {
    url,
    stop: async () => {
      const bounded = async (work: Promise<unknown>, withinMs: number): Promise<void> => {
        await Promise.race([work.catch(() => undefined), sleep(withinMs, undefined, { ref: false })]);
      };
      await bounded(engine.stop(config.drainMs / 2), config.drainMs * 0.6);
      await bounded(Promise.all([batchUpdates.stop(), invalidOperations.stop()]), config.drainMs / 8);
      await bounded(
        Promise.all([
          app.close(),
          prover.close(),
          rpc.close(),
          ...producers.map((producer) => producer.close(config.drainMs / 8)),
        ]),
        config.drainMs / 4,
      );
      log.info('stopped');
    },
  };
}

function readGenesis(file: string): State {
  try {
    return genesisState((JSON.parse(readFileSync(file, 'utf8')) as AccountsFile).accounts);
  } catch (error) {
    throw new Problem(
      `the accounts file ${file} cannot be used`,
      (error as Error).message,
      'check ha.accounts_file',
      undefined,
      error,
    );
  }
}

/** Waits for the chain to answer, saying so meanwhile, then checks that it is the one that is meant. */
async function meetContract(config: Config, rpc: ChainRpc, address: string, log: Logger): Promise<number> {
  const door = openWaitingDoor(config, log);
  try {
    for (;;) {
      try {
        return await lookUpContract(rpc, config.chain, address);
      } catch (error) {
        if (error instanceof Problem) throw error;
        await door.waiting((error as Error).message);
        await sleep(200);
      }
    }
  } finally {
    await door.close();
  }
}

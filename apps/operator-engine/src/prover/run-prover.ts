import { randomUUID } from 'node:crypto';
import { SigningKey } from 'ethers';
import { pino, type Logger } from 'pino';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { decodeBatchData } from '@plimsoll/interface/operator/batch-data';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { readKey } from '../config/read-key.ts';
import { createServer } from '../http/create-server.ts';
import { listen } from '../http/listen.ts';
import type { SubmitBatch } from '../chain/rollup-contract.ts';
import { attest, attestationDigest, type RollupAddress } from './attestation.ts';
import { burnCpu } from './burn-cpu.ts';
import { ProveRequest } from './prove-request.ts';
import type { ProverConfig } from './prover-config.ts';
import { type ProverParts, referenceProverParts } from './parts.ts';

/** The parts of a job that go into the attestation. */
type Bytes = Omit<SubmitBatch, 'proof' | 'withdrawals'> & { readonly rollup: RollupAddress };

/** A running prover. */
export interface RunningProver {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a prover: `POST /prove` executes a batch again from its witness, burns what it is told a proof costs, and signs. 422
 * when the batch is not what it claims. It keeps nothing: any prover of the operator can take any job.
 *
 * @throws Problem when the key cannot be read
 */
export async function runProver(
  config: ProverConfig,
  parts: ProverParts = referenceProverParts,
  log: Logger = pino({ level: config.logLevel, base: { instance: config.instance } }),
): Promise<RunningProver> {
  const key = new SigningKey(readKey(config.keyPath));
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const proofs = new Counter({
    name: 'plimsoll_prover_proofs_total',
    help: 'Jobs by how they ended; abandoned ones were called off by the engine',
    labelNames: ['outcome'],
    registers,
  });
  const operations = new Counter({
    name: 'plimsoll_prover_operations_total',
    help: 'Operations in batches that were proven',
    registers,
  });
  const cpu = new Counter({
    name: 'plimsoll_prover_job_cpu_seconds_total',
    help: 'CPU time of this process spent on jobs, by how they ended',
    labelNames: ['outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'plimsoll_prover_job_seconds',
    help: 'Jobs that were proven, from the request to the proof',
    buckets: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60],
    registers,
  });
  const incarnation = randomUUID();
  let lastMicros = Date.now() * 1000;
  let stopping = false;

  const app = createServer(log);
  app.post('/prove', { schema: { body: ProveRequest } }, async (request, reply) => {
    const job = request.body as ProveRequest;
    const before = process.cpuUsage();
    const spentSeconds = (): number => {
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    const done = seconds.startTimer();
    let outcome = 'failed';
    const called = { off: false };
    reply.raw.once('close', () => {
      called.off = !reply.raw.writableFinished;
    });
    try {
      const refusal = parts.reexecute(job);
      if (refusal !== undefined) {
        outcome = 'refused';
        log.warn({ newRoot: job.newRoot, refusal }, 'batch refused');
        return await reply.code(422).send({ error: { code: 'WRONG_BATCH', message: refusal } });
      }
      const count = decodeBatchData(job.data as Hex).operations.length;
      if (!(await burnCpu(count * config.costMsPerOperation, () => called.off))) {
        outcome = 'abandoned';
        return await reply;
      }
      // The schema has checked that these are 0x and digits.
      const { rollup, parentRoot, newRoot, data } = job as unknown as Bytes;
      const withdrawals = job.withdrawals.map(({ to, tokenId, amount }) => ({
        to: to as Hex,
        tokenId,
        amount: BigInt(amount),
      }));
      const digest = attestationDigest(rollup, {
        parentRoot,
        newRoot,
        data,
        withdrawals,
      });
      outcome = 'signed';
      operations.inc(count);
      lastMicros = Date.now() * 1000;
      done();
      return await reply.send({ proof: attest(digest, key), cpuSeconds: spentSeconds() });
    } finally {
      proofs.inc({ outcome });
      cpu.inc({ outcome }, spentSeconds());
    }
  });
  const body = (): HealthBody => ({
    instance: config.instance,
    incarnation,
    role: 'active',
    ready: !stopping,
    reasons: stopping ? ['stopping'] : [],
    nowMicros: Date.now() * 1000,
    progress: { what: 'proof signed', lastMicros },
  });
  app.get('/health', (_request, reply) => reply.code(stopping ? 503 : 200).send(body()));
  app.get('/health/ready', (_request, reply) => reply.code(stopping ? 503 : 200).send(body()));
  app.get('/health/live', (_request, reply) => reply.send({ ...body(), live: true }));
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
  const url = await listen(app, config.listen);
  log.info({ url, costMsPerOperation: config.costMsPerOperation }, 'listening');
  return {
    url,
    stop: async () => {
      stopping = true;
      await app.close();
      log.info('stopped');
    },
  };
}

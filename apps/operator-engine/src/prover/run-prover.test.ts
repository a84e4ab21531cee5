import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBatch } from '@plimsoll/rollup/build-batch';
import { genesisState } from '@plimsoll/rollup/state';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAccounts, order } from '../../testing/accounts.ts';
import { createProveRequest } from './create-prove-request.ts';
import { createProverClient, ProofRefused } from './prover-client.ts';
import { runProver, type RunningProver } from './run-prover.ts';

const costMsPerOperation = 30;
const genesis = genesisState(makeAccounts(2).file.accounts);
const { batch } = buildBatch({
  parent: genesis,
  operatorId: 1,
  finalOrderBatch: 0,
  pending: [{ hash: `0x${'1'.repeat(64)}`, operation: order(0, 1, 5n, 1) }],
  deposits: [],
  limits: { operations: 10, deposits: 10 },
});
if (!batch) throw new Error('nothing was built');
const job = createProveRequest({ chainId: 31_337, contract: `0x${'ab'.repeat(20)}` }, genesis, batch, []);
const directory = mkdtempSync(join(tmpdir(), 'plimsoll-prover-'));
let prover: RunningProver;

beforeAll(async () => {
  const keyPath = join(directory, 'key');
  writeFileSync(keyPath, `0x${'17'.repeat(32)}`);
  prover = await runProver(
    { instance: 'p', listen: '127.0.0.1:0', keyPath, costMsPerOperation, logLevel: 'silent' },
    undefined,
    pino({ level: 'silent' }),
  );
}, 60_000);
afterAll(async () => {
  await prover.stop();
  rmSync(directory, { recursive: true });
});

async function cpuSeconds(outcome: string): Promise<number> {
  const text = await (await fetch(`${prover.url}/metrics`)).text();
  const found = new RegExp(
    `^plimsoll_prover_job_cpu_seconds_total\\{outcome="${outcome}"\\} (.+)$`,
    'm',
  ).exec(text);
  return Number(found?.[1] ?? 0);
}

test(
  'a proof says what CPU it cost, and jobs are told apart by how they ended',
  { timeout: 60_000 },
  async () => {
    const client = createProverClient(prover.url, 20_000);
    try {
      const { proof, cpuSeconds: said } = await client.prove(job, new AbortController().signal);
      expect(proof).toMatch(/^0x[0-9a-f]{130}$/);
      expect(said).toBeGreaterThanOrEqual(costMsPerOperation / 1000);
      expect(await cpuSeconds('signed')).toBeGreaterThanOrEqual(said ?? Infinity);
      const wrong = { ...job, newRoot: `0x${'12'.repeat(32)}` };
      await expect(client.prove(wrong, new AbortController().signal)).rejects.toThrow(ProofRefused);
      expect(await cpuSeconds('refused')).toBeGreaterThan(0);
      expect(await cpuSeconds('abandoned')).toBe(0);
    } finally {
      await client.close();
    }
  },
);

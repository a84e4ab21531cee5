import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { completeConfig } from '../src/config/read-config.ts';
import { type EngineParts, referenceParts } from '../src/parts.ts';
import { completeProverConfig } from '../src/prover/prover-config.ts';
import { runProver } from '../src/prover/run-prover.ts';
import { runEngine } from '../src/run-engine.ts';
import type { TestAccounts } from './accounts.ts';
import type { LocalChain } from './local-chain.ts';

/** An engine with its prover, in this process, over a local chain. */
export interface OperatorParts {
  readonly get: <Body>(path: string) => Promise<Body>;
  readonly text: (path: string) => Promise<string>;
  readonly post: <Body>(path: string, body: unknown) => Promise<{ status: number; body: Body }>;
  readonly stop: () => Promise<void>;
}

/** Settings that a test may change. */
export interface PartsOptions {
  /** Which of the chain's keys it has. */
  readonly number?: number;
  readonly mode?: 'active-active' | 'active-passive';
  readonly parts?: EngineParts;
  readonly urls?: readonly string[];
  readonly blocksToFinalization?: number;
}

/** Starts both; the engine publishes nothing (`kafka_type = "Dummy"`). */
export async function startOperatorParts(
  chain: LocalChain,
  accounts: TestAccounts,
  options: PartsOptions = {},
): Promise<OperatorParts> {
  const { number = 0, mode = 'active-active', parts = referenceParts, urls = [chain.url] } = options;
  const accountsFile = join(chain.folder, 'accounts.json');
  writeFileSync(accountsFile, JSON.stringify(accounts.file));
  const level = process.env['ENGINE_LOG'] ?? 'silent';
  const prover = await runProver(
    completeProverConfig({
      instance: `prover-${number}`,
      listen_address: '127.0.0.1:0',
      key_path: chain.keyFile(number),
      log_level: level,
    }),
  );
  const starting = runEngine(
    completeConfig({
      listen_address: '127.0.0.1:0',
      transaction_batch_sizes: 200,
      outbound_transfer_batch_sizes: 200,
      transaction_fetch_wait_time_in_ms: 20,
      blockchain_connector: {
        urls: [...urls],
        chain_id: chain.chainId,
        contract_address: chain.contract,
        blocks_to_finalization: options.blocksToFinalization ?? 1,
        rpc_timeout_ms: 1000,
      },
      kafka: { kafka_type: 'Dummy' },
      prover: { job_address: prover.url },
      transaction_manager: { dynamic_batch_interval_ms: 20 },
      key_management: { account_key: { operator_key_path: chain.keyFile(number) } },
      ha: {
        instance: `engine-${number}`,
        mode,
        accounts_file: accountsFile,
        lease_blocks: 3,
        submitters: [0, 1].map((each) => chain.submitter(each).address),
      },
    }),
    parts,
    pino({ level, base: { engine: number } }),
  );
  const engine = await starting.catch(async (error: unknown) => {
    await prover.stop();
    throw error;
  });
  return {
    get: async <Body>(path: string) => (await (await fetch(engine.url + path)).json()) as Body,
    text: async (path: string) => (await fetch(engine.url + path)).text(),
    post: async <Body>(path: string, body: unknown) => {
      const reply = await fetch(engine.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: reply.status, body: (await reply.json()) as Body };
    },
    stop: async () => {
      await engine.stop();
      await prover.stop();
    },
  };
}

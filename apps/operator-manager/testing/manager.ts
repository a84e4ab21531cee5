import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { operationHash, rollupId } from '@plimsoll/interface/operator/operation-hash';
import { paramsOf, writeMethods } from '@plimsoll/interface/operator/params';
import { pointOf, signHash } from '@plimsoll/interface/operator/signature';
import { completeConfig } from '../src/config/read-config.ts';
import { referenceParts, type ManagerParts } from '../src/parts.ts';
import { runManager } from '../src/run-manager.ts';
import type { FakeEngine } from './fake-engine.ts';
import type { MemoryTopics } from './memory-topics.ts';

const contract: Hex = `0x${'5f'.repeat(20)}`;
/** Rollup of the tests. */
export const rollup = rollupId(31_337, contract);
const keys: KeyObject[] = Array.from(
  { length: 3 },
  () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
);

/** A reply of JSON-RPC, as far as tests look. */
export interface Reply {
  readonly result?: { readonly [key: string]: unknown };
  readonly error?: { readonly data: { readonly code: string } };
}

/** A manager over a real database, topics in memory and an engine that only takes. */
export interface TestManager {
  readonly url: string;
  readonly post: (body: unknown) => Promise<Reply>;
  readonly call: (method: string, ...params: unknown[]) => Promise<Reply>;
  readonly health: () => Promise<{ ready: boolean; reasons: string[] }>;
  readonly stop: () => Promise<void>;
}

/** A signed order from one of three accounts to the next, with its hash. */
export function order(
  from: number,
  nonce: number,
  change: Partial<Operation> = {},
): { hash: Hex; params: readonly unknown[] } {
  const operation = {
    kind: 'create-order',
    from,
    to: (from + 1) % 3,
    tokenId: 0,
    amount: 5n,
    nonce,
    blindingFactor: `0x${'11'.repeat(32)}`,
    encryptedMoneyOrder: '0x22',
    randomizationFactor: '0x33',
    ...change,
  } as Operation;
  return signedBy(operation, keys[from] as KeyObject);
}

/** Any operation, signed. */
export function signedBy(operation: Operation, key: KeyObject): { hash: Hex; params: readonly unknown[] } {
  const hash = operationHash(rollup, operation);
  return { hash, params: paramsOf({ operation, signature: signHash(hash, key) }) };
}

/** Starts one and waits until it is ready. */
export async function startTestManager(options: {
  readonly instance: string;
  readonly databaseUrl: string;
  readonly topics: MemoryTopics;
  readonly engine: FakeEngine;
  readonly copies?: readonly string[];
  readonly parts?: Partial<ManagerParts>;
}): Promise<TestManager> {
  const { instance, databaseUrl, topics, engine, copies = [] } = options;
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-manager-'));
  const accountsFile = join(folder, 'accounts.json');
  const accounts = keys.map((key, id) => ({
    id,
    publicKey: pointOf(key),
    operatorId: 1,
    balances: { 0: '1000' },
  }));
  const other = { id: 3, publicKey: `0x${'03'.repeat(64)}`, operatorId: 2, balances: {} };
  writeFileSync(accountsFile, JSON.stringify({ operatorId: 1, accounts: [...accounts, other] }));
  const brokers = 'nowhere:1';
  const config = completeConfig({
    api: { listen: '127.0.0.1:0' },
    database: { url: databaseUrl, schema: instance.replaceAll('-', '_') },
    engine: { uri: engine.uri, wait_ms: 10_000, timeout_ms: 5000 },
    rollup: { chain_id: 31_337, contract_address: contract },
    kafka: {
      brokers,
      batch_updates_topic: `updates-${instance}`,
      invalid_operations_topic: `invalid-${instance}`,
    },
    ha: {
      instance,
      accounts_file: accountsFile,
      log_level: 'silent',
      not_ready_after_ms: 3000,
      max_pending: 1000,
      kafka: {
        brokers,
        pending_operations_replication_topic: `pending-${instance}`,
        pending_operations_replication_partitions: 3,
        consumer_group_name: instance,
        copy: copies.map((topic) => ({ topic, brokers })),
      },
    },
  });
  const parts = {
    ...referenceParts,
    startProducer: topics.startProducer,
    startConsumer: topics.startConsumer,
  };
  const sound = {
    replicaRacks: [
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ],
    minInSyncReplicas: 2,
    uncleanElection: false,
  };
  const manager = await runManager(
    config,
    { ...parts, ...options.parts },
    pino({ level: 'silent' }),
    undefined,
    {
      describeTopics: (_address, names) =>
        Promise.resolve({
          missing: [],
          autoCreate: false,
          topics: names.map((topic) => ({
            topic,
            ...sound,
            replicaRacks: topic.startsWith('pending') ? sound.replicaRacks : sound.replicaRacks.slice(1, 2),
          })),
        }),
      watchTopic: () => ({ trouble: () => undefined, close: () => Promise.resolve() }),
    },
  );
  const post = async (body: unknown): Promise<Reply> => {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(manager.url, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await reply.json()) as Reply;
  };
  const health = async (): Promise<{ ready: boolean; reasons: string[] }> =>
    (await (await fetch(`${manager.url}/health`)).json()) as never;
  while (!(await health()).ready) await new Promise((resolve) => setTimeout(resolve, 10));
  return {
    url: manager.url,
    post,
    call: (method, ...params) => post({ jsonrpc: '2.0', id: 1, method: `pazkp_${method}`, params }),
    health,
    stop: async () => {
      await manager.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A method of the interface without its prefix. */
export const createOrder = writeMethods['create-order'].replace('pazkp_', '');

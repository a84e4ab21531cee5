import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@plimsoll/interface/problem/problem';
import { expect, onTestFinished, test } from 'vitest';
import { completeConfig, readConfig } from './read-config.ts';

const enough = {
  listen_address: '127.0.0.1:5000',
  outbound_transfer_batch_sizes: [10, 100],
  blockchain_connector: { url: 'localhost:8545', chain_id: 1, contract_address: `0x${'Ab'.repeat(20)}` },
  kafka: { batch_updates_topic: 'u', invalid_operations_topic: 'i', brokers: 'a:1, b:2' },
  prover: { job_address: '127.0.0.1:9002' },
  transaction_manager: { dynamic_batch_interval_ms: 100 },
  key_management: { account_key: { operator_key_path: '/key' } },
  ha: { instance: 'operator-engine-a-1', accounts_file: '/accounts' },
};

test('documented keys and defaults', () => {
  expect(completeConfig(enough)).toMatchObject({
    mode: 'active-active',
    batch: { operationsMax: 2000, depositsMax: 3000, outboundMax: 100, intervalMs: 100, notFinalMax: 32 },
    chain: {
      urls: ['http://localhost:8545'],
      blocksToFinalization: 1,
      lookaheadBlocks: 50,
      contract: `0x${'ab'.repeat(20)}`,
    },
    kafka: { brokers: ['a:1', 'b:2'], timeoutMs: 5000 },
    prover: { jobAddress: 'http://127.0.0.1:9002' },
  });
});

const refused = (change: object): string => {
  try {
    completeConfig({ ...enough, ...change });
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
  return 'accepted';
};

test.each([
  [{ colour: 1 }, 'colour'],
  [{ kafka: { ...enough.kafka, group: 'g' } }, 'kafka.group'],
  [{ transaction_batch_sizes: 'many' }, 'transaction_batch_sizes'],
  [{ outbound_transfer_batch_sizes: undefined }, 'outbound_transfer_batch_sizes 0'],
  [{ transaction_manager: {} }, 'dynamic_batch_interval_ms unset'],
  [{ kafka: { invalid_operations_topic: 'i' } }, 'kafka.batch_updates_topic left to its default'],
  [
    { kafka: { batch_updates_topic: 'u', invalid_operations_topic: 'u' } },
    'kafka.invalid_operations_topic u',
  ],
  [{ transaction_batch_sizes: 5000 }, 'transaction_batch_sizes 5000'],
  [{ crypto_suite: 'Bn' }, 'crypto_suite Bn'],
  [{ database: { database_type: 'Postgres' } }, 'database_type Postgres'],
  [{ trust_origin: true }, 'trust_origin = true'],
  [{ ha: { ...enough.ha, allow_unsafe: ['anything'] } }, 'ha.allow_unsafe'],
  [{ ha: { accounts_file: '/a' } }, 'ha.instance'],
  [{ listen_address: undefined }, 'listen_address'],
])('%o is refused by name', (change, name) => {
  const whole = JSON.parse(JSON.stringify(change)) as object;
  const without = Object.keys(change).filter((key) => !(key in whole));
  expect(refused({ ...whole, ...Object.fromEntries(without.map((key) => [key, undefined])) })).toContain(
    name,
  );
});

test('signatures are checked unless somebody accepts by name that they are not, and it is shown', () => {
  expect(completeConfig(enough)).toMatchObject({ trustOrigin: false, unsafe: [] });
  const ha = { ...enough.ha, allow_unsafe: ['trust_origin'] };
  expect(completeConfig({ ...enough, ha })).toMatchObject({ trustOrigin: false, unsafe: [] });
  const allowed = completeConfig({ ...enough, ha, trust_origin: true });
  expect(allowed).toMatchObject({ trustOrigin: true, unsafe: ['trust_origin'] });
});

test('files merge key by key, the last wins; what is no TOML says where', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const base = file(
    'base.toml',
    `listen_address = "127.0.0.1:1"
outbound_transfer_batch_sizes = 5
[blockchain_connector]
chain_id = 1
contract_address = "0x${'ab'.repeat(20)}"
[kafka]
kafka_type = "Dummy"
[prover]
job_address = "http://127.0.0.1:2"
[transaction_manager]
dynamic_batch_interval_ms = 7
[key_management.account_key]
operator_key_path = "k"
[ha]
instance = "e"
accounts_file = "a"
`,
  );
  const over = file('over.toml', '[ha]\nmode = "active-passive"\n');
  expect(readConfig([base, over])).toMatchObject({ instance: 'e', mode: 'active-passive', kafka: undefined });
  expect(() => readConfig([base, file('bad.toml', 'a = [')])).toThrow('is not TOML');
  expect(() => readConfig([join(folder, 'none.toml')])).toThrow('cannot be read');
});

import { Problem } from '@plimsoll/interface/problem/problem';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { checkShape } from '@plimsoll/edge/check-shape';
import { ConfigFile } from './config-file.ts';
import type { Config } from './config.ts';
import { mergeTables, type Table } from '@plimsoll/edge/merge-tables';
import { readToml } from '@plimsoll/edge/read-toml';
import { gasLimitOf, largestOf, refuseUnsafe } from './refuse-unsafe.ts';

/**
 * Reads the files in their order, the last wins, fills in defaults and refuses what cannot keep its promises.
 *
 * @throws Problem naming the key or the file
 */
export function readConfig(files: readonly string[]): Config {
  return completeConfig(files.map(readToml).reduce(mergeTables, {}));
}

/** The same for a table that was read already. Defaults are the documented ones unless a comment says why not. */
export function completeConfig(table: Table): Config {
  checkShape(ConfigFile, table);
  const file = table as ConfigFile;
  refuseUnsafe(file);
  const {
    blockchain_connector: chain = {},
    kafka = {},
    prover = {},
    transaction_manager: manager = {},
  } = file;
  const { ha = {} } = file;
  return {
    instance: needed('ha.instance', ha.instance),
    mode: ha.mode ?? 'active-active',
    listen: needed('listen_address', file.listen_address),
    logLevel: ha.log_level ?? 'info',
    accountsFile: needed('ha.accounts_file', ha.accounts_file),
    batch: {
      operationsMax: largestOf(file.transaction_batch_sizes, 2000),
      depositsMax: largestOf(file.forced_transaction_batch_sizes, 3000),
      outboundMax: largestOf(file.outbound_transfer_batch_sizes, 0),
      intervalMs: manager.dynamic_batch_interval_ms ?? 0,
      notFinalMax: file.smart_contract_max_offset ?? 32,
    },
    trustOrigin: file.trust_origin ?? false,
    unsafe: file.trust_origin === true ? ['trust_origin'] : [],
    chain: {
      urls: (chain.urls ?? [chain.url ?? 'http://localhost:8545']).map(urlOf),
      chainId: needed('blockchain_connector.chain_id', chain.chain_id),
      contract: needed('blockchain_connector.contract_address', chain.contract_address).toLowerCase() as Hex,
      rpcTimeoutMs: chain.rpc_timeout_ms ?? 2000,
      pollMs: file.transaction_fetch_wait_time_in_ms ?? 100,
      lookaheadBlocks: chain.lookahead_blocks ?? 50,
      blocksToFinalization: chain.blocks_to_finalization ?? 1,
      gasLimitBatch: gasLimitOf(file),
      keyPath: needed(
        'key_management.account_key.operator_key_path',
        file.key_management?.account_key?.operator_key_path,
      ),
    },
    kafka:
      kafka.kafka_type === 'Dummy'
        ? undefined
        : {
            brokers: (kafka.brokers ?? 'localhost:9092').split(',').map((broker) => broker.trim()),
            timeoutMs: kafka.timeout_ms ?? 5000,
            batchUpdatesTopic: kafka.batch_updates_topic as string,
            invalidOperationsTopic: kafka.invalid_operations_topic as string,
          },
    prover: {
      jobAddress: urlOf(needed('prover.job_address', prover.job_address)),
      timeoutMs: prover.timeout_ms ?? 30_000,
    },
    // Documented 100, with which a replay after a failover is refused (RH-13).
    capacity: manager.incoming_capacity ?? 100_000,
    waitMicros: (ha.nonce_wait_ms ?? 30_000) * 1000,
    leaseBlocks: ha.lease_blocks ?? 4,
    submitters: (ha.submitters ?? []).map((address) => address.toLowerCase()),
    notReadyAfterMs: ha.not_ready_after_ms ?? 5000,
    headStillMs: ha.head_still_ms ?? 15_000,
    drainMs: ha.drain_ms ?? 4000,
  };
}

function needed<Value>(key: string, value: Value | undefined): Value {
  if (value === undefined)
    throw new Problem(
      `the key ${key} is missing`,
      'it has no default',
      'add it to the file; --schema prints all keys',
    );
  return value;
}

function urlOf(text: string): string {
  const withScheme = /^https?:\/\//.test(text) ? text : `http://${text}`;
  if (!URL.canParse(withScheme))
    throw new Problem(`${text} is no address`, 'a URL was expected', 'write it as http://host:port');
  return withScheme;
}

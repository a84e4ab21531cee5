import { Problem } from '@plimsoll/interface/problem/problem';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { checkShape } from '@plimsoll/edge/check-shape';
import { ConfigFile } from './config-file.ts';
import type { Config } from './config.ts';
import { mergeTables, type Table } from '@plimsoll/edge/merge-tables';
import { overrideTable } from './override-table.ts';
import { readToml } from '@plimsoll/edge/read-toml';
import { readTopicsFile, topicsOf } from './topics-of.ts';

/**
 * Reads the files in their order, the last wins, then the overrides (`path=value`), fills in defaults and refuses what
 * does not fit.
 *
 * @throws Problem naming file or key
 */
export function readConfig(files: readonly string[], overrides: readonly string[] = []): Config {
  return completeConfig([...files.map(readToml), ...overrides.map(overrideTable)].reduce(mergeTables, {}));
}

/** The same for a table that was read already. Defaults are the documented ones where there are any. */
export function completeConfig(table: Table): Config {
  checkShape(ConfigFile, table);
  const {
    database = {},
    kafka = {},
    api = {},
    engine = {},
    rollup = {},
    ha = {},
    ...file
  } = table as ConfigFile;
  const { kafka: own = {} } = ha;
  const instance = needed('ha.instance', ha.instance);
  if (api.websocket_port !== undefined)
    refuse('the key api.websocket_port', 'this manager speaks HTTP only', 'remove it; use http_port');
  if (api.auth !== undefined)
    refuse('the section api.auth', 'this manager has no tokens: every write is signed', 'remove it');
  const topics = topicsOf(
    instance,
    kafka,
    own,
    own.topics_file === undefined ? undefined : readTopicsFile(own.topics_file),
  );
  return {
    instance,
    listen: api.listen ?? `127.0.0.1:${needed('api.http_port', api.http_port)}`,
    monitoringListen:
      api.monitoring_listen ??
      (api.monitoring_port === undefined ? undefined : `127.0.0.1:${api.monitoring_port}`),
    logLevel: ha.log_level ?? 'info',
    accountsFile: ha.accounts_file,
    chainId: needed('rollup.chain_id', rollup.chain_id),
    contract: needed('rollup.contract_address', rollup.contract_address).toLowerCase() as Hex,
    database: {
      url: database.url ?? urlOf(database),
      schema: database.schema ?? 'operator_manager',
      poolSize: database.pool_size ?? 6,
      statementMs: database.statement_timeout_ms ?? 5000,
    },
    engine: {
      uri: engineUri(needed('engine.uri', engine.uri)),
      connections: file.http_client?.connections_pool_size ?? 4,
      timeoutMs: engine.timeout_ms ?? 2000,
      waitMs: engine.wait_ms ?? 300,
    },
    ...topics,
    ha: {
      ...topics.ha,
      acks: own.acks ?? 'all',
      claims: ha.claims ?? ['lossless'],
      allowUnsafe: ha.allow_unsafe ?? [],
      sessionMs: own.session_timeout_ms ?? 6000,
      lingerMs: own.linger_ms ?? 2,
      sendDeadlineMs: own.send_deadline_ms ?? 10_000,
    },
    limits: {
      bodyBytes: api.max_body_bytes ?? 1024 * 1024,
      callsInBatch: api.max_calls_in_batch ?? 100,
      inFlight: ha.max_in_flight ?? 10_000,
      pending: ha.max_pending ?? 100_000,
    },
    notReadyAfterMs: ha.not_ready_after_ms ?? 2000,
    drainMs: ha.drain_ms ?? 5000,
  };
}

function urlOf(database: NonNullable<ConfigFile['database']>): string {
  const url = new URL('postgres://localhost');
  url.hostname = needed('database.host (or database.url)', database.host);
  url.port = String(database.port ?? 5432);
  url.username = needed('database.username', database.username);
  url.password = database.password ?? '';
  url.pathname = '/postgres';
  return url.toString();
}

function engineUri(text: string): string {
  const uri = /^https?:\/\//.test(text) ? text : `http://${text}`;
  if (!URL.canParse(uri)) refuse(`engine.uri ${text}`, 'it is no address', 'write it as http://host:port');
  return new URL(uri).origin;
}

function needed<Value>(key: string, value: Value | undefined): Value {
  return (
    value ?? refuse(`the key ${key} is missing`, 'it has no default', 'add it; --schema prints all keys')
  );
}

function refuse(what: string, why: string, whatToDo: string): never {
  throw new Problem(what, why, whatToDo);
}

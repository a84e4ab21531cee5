import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { numbersForInt8 } from '@plimsoll/edge/numbers-for-int8';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { Config } from '../config/config.ts';
import { migrate } from './migrate.ts';

/** Runs one statement, prepared once a connection when named. Rejects when the database does not answer. */
export type Ask = <Row>(query: pg.QueryConfig) => Promise<Row[]>;

/** The manager's own database. */
export interface Database {
  readonly ask: Ask;
  /** Several statements as one transaction. */
  readonly transaction: <Result>(work: (ask: Ask) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database and brings its schema up to date; waits for it to be there, saying so through `onWaiting`.
 *
 * @throws Problem if the database cannot be used as it is
 */
export async function openDatabase(
  { database, instance }: Config,
  onWaiting: (why: string) => void,
  signal: AbortSignal,
): Promise<Database> {
  const settings = {
    statement_timeout: database.statementMs,
    lock_timeout: database.statementMs,
    idle_in_transaction_session_timeout: database.statementMs,
    tcp_keepalives_idle: 2,
    tcp_keepalives_interval: 1,
    tcp_keepalives_count: 3,
    client_connection_check_interval: 1000,
    search_path: `"${database.schema}"`,
  };
  const connection: pg.ClientConfig = {
    connectionString: database.url,
    application_name: `plimsoll-manager ${instance}`.slice(0, 63),
    connectionTimeoutMillis: 2000,
    query_timeout: database.statementMs + 250,
    keepAlive: true,
    keepAliveInitialDelayMillis: 1000,
    options: Object.entries(settings)
      .map(([key, value]) => `-c ${key}=${value}`)
      .join(' '),
    types: numbersForInt8,
  };
  await prepare(connection, database.schema, onWaiting, signal);
  const pool = new pg.Pool({ ...connection, max: database.poolSize });
  // A connection that dies while idle is replaced by the next question.
  pool.on('error', () => undefined);
  const askOf =
    (client: pg.Pool | pg.PoolClient): Ask =>
    async <Row>(query: pg.QueryConfig) =>
      (await client.query(query)).rows as Row[];
  return {
    ask: askOf(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      client.on('error', () => undefined);
      let broken = true;
      try {
        await client.query('begin');
        const result = await work(askOf(client));
        await client.query('commit');
        broken = false;
        return result;
      } finally {
        // What went wrong in the middle goes with its connection.
        client.removeAllListeners('error');
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

async function prepare(
  connection: pg.ClientConfig,
  schema: string,
  onWaiting: (why: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const client = new pg.Client(connection);
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await migrate(client, schema);
    } catch (error) {
      if (error instanceof Problem) throw error;
      signal.throwIfAborted();
      onWaiting((error as Error).message);
      await sleep(200, undefined, { signal });
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

import pg from 'pg';
import { numbersForInt8 } from '@plimsoll/edge/numbers-for-int8';

/** How long the database may take, milliseconds. Every statement has a bound, on both sides of the connection. */
export interface DatabaseTimeouts {
  readonly connectMs: number;
  readonly statementMs: number;
  /** The server ends a session that stayed idle this long: a dead host's lease must not live for ever. 0: never. */
  readonly idleSessionMs: number;
}

/** One connection. After any time-out it is destroyed: nothing is known of it any more. */
export interface Connection {
  readonly query: <Row = Record<string, unknown>>(query: Query) => Promise<Row[]>;
  /** Several statements in one message, which the server runs without waiting for the client in between. */
  readonly run: (statements: string) => Promise<Record<string, unknown>[][]>;
  /** Called once, when the connection ended for whatever reason. */
  readonly onLost: (listener: (error: Error) => void) => void;
  readonly onNotification: (listener: (payload: string) => void) => void;
  readonly lost: boolean;
  /** Says good-bye, waiting no longer than `withinMs`; then destroys the socket. */
  readonly close: (withinMs: number) => Promise<void>;
}

export interface Query {
  /** Prepared under this name, once per connection. */
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly rowMode?: 'array';
}

/** Options of every connection, pooled ones too. TCP keep-alive on both sides: a silent peer must be noticed. */
export function connectionConfig(url: string, name: string, timeouts: DatabaseTimeouts): pg.ClientConfig {
  const settings: Record<string, string | number> = {
    statement_timeout: timeouts.statementMs,
    lock_timeout: timeouts.statementMs,
    idle_in_transaction_session_timeout: timeouts.statementMs,
    idle_session_timeout: timeouts.idleSessionMs,
    // A statement whose last bytes were lost on the way would hold its row locks until this ends its session.
    transaction_timeout: 2 * timeouts.statementMs,
    tcp_keepalives_idle: 2,
    tcp_keepalives_interval: 1,
    tcp_keepalives_count: 3,
    client_connection_check_interval: 1000,
    default_transaction_isolation: 'read\\ committed',
    search_path: 'sequencer',
  };
  return {
    connectionString: url,
    application_name: `plimsoll-sequencer ${name}`.slice(0, 63),
    connectionTimeoutMillis: timeouts.connectMs,
    query_timeout: timeouts.statementMs + 250,
    keepAlive: true,
    keepAliveInitialDelayMillis: 1000,
    options: Object.entries(settings)
      .map(([key, value]) => `-c ${key}=${value}`)
      .join(' '),
    types: numbersForInt8,
  };
}

/** Opens one connection, or rejects within `connectMs`. */
export async function connect(url: string, name: string, timeouts: DatabaseTimeouts): Promise<Connection> {
  const client = new pg.Client(connectionConfig(url, name, timeouts));
  const listeners: ((error: Error) => void)[] = [];
  let lost: Error | undefined;
  const lose = (error: Error): void => {
    if (lost) return;
    lost = error;
    for (const listener of listeners) listener(error);
  };
  client.on('error', lose);
  client.on('end', () => lose(new Error('the database closed the connection')));
  const destroy = (error: Error): void => {
    lose(error);
    // `connection` is pg's own; ending politely would wait for a server that does not answer.
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  };
  try {
    await client.connect();
  } catch (error) {
    destroy(error as Error);
    throw error;
  }
  const ask = async (query: unknown): Promise<pg.QueryResult | pg.QueryResult[]> => {
    if (lost) throw lost;
    try {
      return await (client.query(query as pg.QueryConfig) as Promise<pg.QueryResult | pg.QueryResult[]>);
    } catch (error) {
      if (!hasSqlState(error)) destroy(error as Error);
      throw error;
    }
  };
  return {
    query: async <Row>(query: Query) => ((await ask(query)) as pg.QueryResult).rows as Row[],
    run: async (statements) =>
      [await ask({ text: statements })].flat().map((result) => result.rows as Record<string, unknown>[]),
    onLost: (listener) => {
      if (lost) listener(lost);
      else listeners.push(listener);
    },
    onNotification: (listener) => {
      client.on('notification', (message) => listener(message.payload ?? ''));
    },
    get lost() {
      return lost !== undefined;
    },
    close: async (withinMs) => {
      if (!lost) {
        const polite = client.end().catch(() => undefined);
        const limit = new Promise((resolve) => setTimeout(resolve, withinMs).unref());
        await Promise.race([polite, limit]);
      }
      destroy(new Error('connection closed'));
    },
  };
}

/** True if the server answered with an error, so that the statement certainly had no effect of its own. */
export function hasSqlState(error: unknown): error is Error & { readonly code: string } {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in (error as object);
}

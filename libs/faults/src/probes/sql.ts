import { Client } from 'pg';

/**
 * Runs one statement straight at the database server, on a connection of its own to the maintenance database:
 * nothing of the subject is read or touched. Rejects after `withinMs`.
 */
export async function ask(
  url: string,
  statement: string,
  withinMs = 2_000,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({
    connectionString: maintenanceUrl(url),
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  });
  // A server that dies under the probe is an answer, not an accident.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(statement)).rows as Readonly<Record<string, unknown>>[];
  } finally {
    // Not awaited: a frozen server would never say goodbye.
    void client.end().catch(() => undefined);
  }
}

/** The same server, the database `postgres` that every server has. */
export function maintenanceUrl(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = '/postgres';
  return parsed.href;
}

import { ask } from './sql.ts';

/** Which server answers, and since when. */
export interface ServerIdentity {
  /** Of the data directory: the same on a primary and its standbys. */
  readonly system: string;
  /** Rises by one at each promotion. */
  readonly timeline: number;
  /** Seconds since the epoch by the server's own clock. */
  readonly startedAt: number;
  readonly inRecovery: boolean;
}

/**
 * Reads it by SQL. The timeline is taken from the name of the current log file, since the control file shows a
 * new one only after the next checkpoint.
 */
export async function readServerIdentity(url: string): Promise<ServerIdentity> {
  const [row] = await ask(
    url,
    `select (select system_identifier::text from pg_control_system()) as system,
            pg_is_in_recovery() as recovering,
            extract(epoch from pg_postmaster_start_time())::float8 as started,
            case when pg_is_in_recovery() then '00000000'
                 else pg_walfile_name(pg_current_wal_lsn()) end as file`,
  );
  return {
    system: String(row?.['system']),
    timeline: Number.parseInt(String(row?.['file']).slice(0, 8), 16),
    startedAt: Number(row?.['started']),
    inRecovery: row?.['recovering'] === true,
  };
}

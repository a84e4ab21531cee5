import type { Observation } from '../fault.ts';
import { ask } from './sql.ts';

/** Seen when the primary at `url` says that a standby follows it: streaming, and `sync` or `quorum` if it has to be. */
export async function streamingStandby(url: string, synchronous: boolean): Promise<Observation> {
  const rows = await ask(
    url,
    `select state, sync_state as sync, concat_ws(' ', application_name, state, sync_state) as words
       from pg_stat_replication`,
  );
  const words = rows.map((row) => String(row['words']));
  const seen = rows.some(
    (row) =>
      row['state'] === 'streaming' && (!synchronous || ['sync', 'quorum'].includes(String(row['sync']))),
  );
  return {
    seen,
    words: words.length > 0 ? `standby: ${words.join(', ')}` : 'no standby follows the primary',
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Observation } from '../fault.ts';
import { ask } from './sql.ts';

/** Rows that the probe writes all the time, to see which of those once committed are missing later. */
export interface RowMarkers {
  /** Rows known to be committed so far. */
  committed(): number;
  /** Stops writing, then looks: seen when rows once committed are gone. */
  missing(): Promise<Observation>;
  close(): Promise<void>;
}

/**
 * Starts writing markers, about twenty a second, into a table of the probe's own in the maintenance database.
 * It knows nothing of snapshots: it only remembers what the server said was committed.
 */
export async function writeRowMarkers(url: () => string): Promise<RowMarkers> {
  await ask(url(), 'drop table if exists plimsoll_marker');
  await ask(url(), 'create table plimsoll_marker (n integer primary key)');
  let committed = 0;
  let stopped = false;
  const writing = (async () => {
    while (!stopped) {
      try {
        await ask(url(), `insert into plimsoll_marker values (${committed + 1})`);
        committed += 1;
      } catch {
        // Down, or asked twice with the first answer lost: the number is not counted until the server says so.
        await forgetUnanswered(url(), committed).catch(() => undefined);
      }
      await sleep(50);
    }
  })();
  const stop = async (): Promise<void> => {
    stopped = true;
    await writing;
  };
  return {
    committed: () => committed,
    async missing() {
      await stop();
      const rows = await ask(url(), 'select n from plimsoll_marker order by n');
      const found = new Set(rows.map((row) => Number(row['n'])));
      const gone = Array.from({ length: committed }, (_, index) => index + 1).filter((n) => !found.has(n));
      return gone.length > 0
        ? {
            seen: true,
            words: `${gone.length} of ${committed} marker rows once committed are gone (${gone[0]} to ${gone.at(-1)})`,
          }
        : { seen: false, words: `all ${committed} marker rows once committed are still there` };
    },
    close: stop,
  };
}

async function forgetUnanswered(url: string, committed: number): Promise<void> {
  await ask(url, `delete from plimsoll_marker where n > ${committed}`);
}

import type { Instance, PostgresService } from '@plimsoll/testbed/testbed';
import type { Observation } from '../fault.ts';
import { readClock, readInsideClock, type ClockReading } from './inside-clock.ts';
import { ask } from './sql.ts';

/** The clocks of a target: its processes, and the database server where it belongs to the site. */
export interface ClockOwners {
  readonly instances: readonly Instance[];
  readonly postgres: PostgresService | undefined;
}

/** A named reading of one clock. */
export interface NamedReading extends ClockReading {
  readonly name: string;
}

/** Reads all clocks of a target from the inside: health bodies, and `clock_timestamp()` by SQL. */
export function readSkews({ instances, postgres }: ClockOwners): Promise<readonly NamedReading[]> {
  const inside = instances.map(async (each) => ({ name: each.name, ...(await readInsideClock(each)) }));
  const database =
    postgres === undefined
      ? []
      : [readDatabaseClock(postgres).then((reading) => ({ name: 'database', ...reading }))];
  return Promise.all([...inside, ...database]);
}

/** Seen when every clock is off by `offsetMs`, give or take a fifth of it and the error of the reading. */
export async function clocksAreOff(owners: ClockOwners, offsetMs: number): Promise<Observation> {
  const readings = await readSkews(owners);
  const seen = readings.every(
    ({ aheadMs, errorMs }) => Math.abs(aheadMs - offsetMs) <= Math.abs(offsetMs) / 5 + errorMs,
  );
  return { seen: seen && readings.length > 0, words: wordsOf(readings) };
}

/** Seen when every clock is true again, to 50 ms and the error of the reading. */
export async function clocksAreTrue(owners: ClockOwners): Promise<Observation> {
  const readings = await readSkews(owners);
  const seen = readings.every(({ aheadMs, errorMs }) => Math.abs(aheadMs) <= 50 + errorMs);
  return { seen: seen && readings.length > 0, words: wordsOf(readings) };
}

function wordsOf(readings: readonly NamedReading[]): string {
  return readings
    .map(
      ({ name, aheadMs, errorMs }) =>
        `clock inside ${name} ${Math.abs(aheadMs).toFixed(0)} ms ${aheadMs < 0 ? 'behind' : 'ahead'} (±${errorMs.toFixed(0)})`,
    )
    .join('; ');
}

function readDatabaseClock({ probeUrl }: PostgresService): Promise<ClockReading> {
  return readClock(async () => {
    const [row] = await ask(
      probeUrl,
      'select (extract(epoch from clock_timestamp()) * 1e6)::float8 as micros',
    );
    return Number(row?.['micros']);
  });
}

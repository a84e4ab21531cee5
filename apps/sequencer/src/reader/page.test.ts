import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isVisible } from '@plimsoll/domain/sequencer/is-visible';
import { safeWatermark, type WatermarkRow } from '@plimsoll/domain/sequencer/safe-watermark';
import { startTestPostgres, type TestPostgres } from '@plimsoll/edge/testing/postgres';
import { connect, type Connection } from '../database/connection.ts';
import { migrate } from '../database/migrate.ts';
import { referenceParts } from '../parts.ts';
import { acknowledgeSql } from './acknowledge.ts';
import { feedPageSql, memberPageSql, type PageRow, toPage } from './page.ts';

let postgres: TestPostgres;
let connection: Connection;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const timeouts = { connectMs: 5000, statementMs: 10_000, idleSessionMs: 0 };
  connection = await connect(await postgres.database(), 'test', timeouts);
  await migrate(connection);
}, 60_000);
afterAll(async () => {
  await connection.close(500);
  await postgres.stop();
});

const lease = '00000000-0000-4000-8000-000000000000';
const world = fc.record({
  rows: fc.uniqueArray(
    fc.record({ nodeIndex: fc.nat({ max: 4 }), watermarkMicros: fc.nat({ max: 50 }), online: fc.boolean() }),
    { selector: (row) => row.nodeIndex, maxLength: 5 },
  ),
  events: fc.uniqueArray(fc.record({ timestampMicros: fc.nat({ max: 60 }), nodeIndex: fc.nat({ max: 4 }) }), {
    selector: (event) => event.timestampMicros,
    maxLength: 30,
  }),
  /** Recipient rows that belong to no event: they must hide nothing (facts/domain.md, DH-2). */
  orphans: fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 20 }),
  position: fc.nat({ max: 60 }),
  limit: fc.integer({ min: 1, max: 10 }),
});

async function fill(
  rows: readonly WatermarkRow[],
  events: readonly { timestampMicros: number; nodeIndex: number }[],
  orphans: readonly number[],
) {
  const marks = rows.map((row) => `(${row.nodeIndex}, ${row.watermarkMicros}, ${row.online}, '${lease}', 0)`);
  const stored = events.map(
    (event) => `(${event.timestampMicros}, ${event.nodeIndex}, 'D', 1, 'm', null, null)`,
  );
  const recipients = [...new Set([...events.map((event) => event.timestampMicros), ...orphans])].map(
    (at) => `(7, ${at})`,
  );
  const insert = (table: string, values: string[]) =>
    values.length > 0 ? `insert into sequencer.${table} values ${values.join(',')};` : '';
  await connection.run(
    `truncate sequencer.watermarks, sequencer.events, sequencer.event_recipients;` +
      insert('watermarks', marks) +
      insert('events', stored) +
      insert('event_recipients', recipients),
  );
}

test('pages show exactly what the model calls visible, in order, up to the limit, whatever orphans there are', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ rows, events, orphans, position, limit }) => {
      await fill(rows, events, orphans);
      const all = events.filter((event) => isVisible(event, rows)).map((event) => event.timestampMicros);
      const visible = all.toSorted((a, b) => a - b);
      const expected = visible.filter((at) => at > position).slice(0, limit);
      const ask = async (text: string, values: unknown[]) =>
        toPage(await connection.query<PageRow>({ text, values, rowMode: 'array' }));
      const feed = await ask(feedPageSql(referenceParts), [position, limit, null]);
      const member = await ask(memberPageSql(referenceParts), [7, position, limit]);
      for (const page of [feed, member]) {
        expect(page.safeMicros).toBe(safeWatermark(rows));
        expect(page.events.map((event) => event.timestampMicros)).toEqual(expected);
      }
      if (rows.length > 0)
        expect(member.previousMicros).toBe(visible.findLast((at) => at <= position) ?? null);
    }),
    { numRuns: 60 },
  );
});

test('an acknowledgement only rises and is refused beyond the safe watermark', async () => {
  await fill([{ nodeIndex: 0, watermarkMicros: 100, online: true }], [], []);
  const acknowledge = async (at: number) =>
    (
      await connection.query<{ acknowledged_micros: number }>({
        text: acknowledgeSql(referenceParts.safeWatermarkSql),
        values: [7, at],
      })
    )[0]?.acknowledged_micros;
  expect(await acknowledge(100)).toBe(100);
  expect(await acknowledge(40)).toBe(100);
  expect(await acknowledge(101)).toBeUndefined();
});

test('a changed migration is refused', async () => {
  const other = new pg.Client({ connectionString: await postgres.database() });
  await other.connect();
  await other.query('create schema sequencer');
  await other.query(
    'create table sequencer.migrations (name text primary key, sha256 text, applied_at timestamptz default now())',
  );
  await other.query(`insert into sequencer.migrations values ('0001-sequencer.sql', 'different')`);
  const { host, port, database } = other;
  await other.end();
  const url = `postgres://test@${host}:${port}/${database}`;
  const changed = await connect(url, 'test', { connectMs: 5000, statementMs: 5000, idleSessionMs: 0 });
  await expect(migrate(changed)).rejects.toThrow(/0001-sequencer\.sql was changed/);
  await changed.close(500);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '@plimsoll/edge/testing/postgres';
import { completeConfig } from '../config/read-config.ts';
import { connect, type Connection } from '../database/connection.ts';
import { migrate } from '../database/migrate.ts';
import { markLaggardsSql } from '../watch/mark-laggards.ts';
import { markUnleasedSql } from '../watch/mark-unleased.ts';
import { goOnlineUnderTableLock } from './go-online.ts';
import { leaseIndex, type Lease } from './lease.ts';
import { clockAheadSql, ownRowOnlineSql, saveWatermarkSql } from './save-watermark.ts';

let postgres: TestPostgres;
let one: Connection;
let two: Connection;
const timeouts = { connectMs: 5000, statementMs: 10_000, idleSessionMs: 0 };
const config = completeConfig({
  instance: 'test',
  listen: '127.0.0.1:0',
  databaseUrl: 'postgres://x',
  membersFile: 'x',
});
const save = saveWatermarkSql(config, { ownRow: ownRowOnlineSql, clockAhead: clockAheadSql });

beforeAll(async () => {
  postgres = await startTestPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  const url = await postgres.database();
  one = await connect(url, 'one', timeouts);
  two = await connect(url, 'two', timeouts);
  await migrate(one);
  return async () => {
    await one.close(500);
    await two.close(500);
  };
});

const leased = async (on: Connection): Promise<Lease> => {
  const lease = await leaseIndex(on, 10);
  if (!lease) throw new Error('no index');
  return lease;
};
const saved = async (on: Connection, lease: Lease, at: number): Promise<boolean> =>
  (await on.query({ text: save, values: [lease.nodeIndex, lease.leaseId, at] })).length === 1;

test('going online lies above every row, online or not, and at least at now', async () => {
  await one.run(`insert into sequencer.watermarks values (9, 5000, false, gen_random_uuid(), 0)`);
  const lease = await leased(one);
  expect(await goOnlineUnderTableLock(one, lease, 100)).toBe(5000);
  const other = await leased(two);
  expect(other.nodeIndex).not.toBe(lease.nodeIndex);
  expect(await goOnlineUnderTableLock(two, other, 7000)).toBe(7000);
});

test('no watermark is saved between a joiner’s reading of the maximum and its commit', async () => {
  const lease = await leased(one);
  await goOnlineUnderTableLock(one, lease, 100);
  await two.run('begin; lock table sequencer.watermarks in share row exclusive mode');
  let done = false;
  const saving = saved(one, lease, 200).then((ok) => (done = ok));
  await sleep(100);
  expect(done).toBe(false);
  await two.run('commit');
  await saving;
  expect(done).toBe(true);
});

test('a watermark is saved only while online, ours, and rising', async () => {
  const lease = await leased(one);
  await goOnlineUnderTableLock(one, lease, 100);
  expect(await saved(one, lease, 200)).toBe(true);
  expect(await saved(one, lease, 200)).toBe(false);
  expect(await saved(one, { ...lease, leaseId: '00000000-0000-4000-8000-000000000000' }, 300)).toBe(false);
  await two.run('update sequencer.watermarks set online = false');
  expect(await saved(one, lease, 300)).toBe(false);
  const rows = await two.query<{ watermark_micros: number }>({
    text: 'select watermark_micros from sequencer.watermarks',
  });
  expect(rows).toEqual([{ watermark_micros: 200 }]);
});

test('a watermark far ahead of the database’s clock and of every other online node is not saved', async () => {
  const lease = await leased(one);
  const now = Date.now() * 1000;
  await goOnlineUnderTableLock(one, lease, now);
  const far = now + 60_000_000;
  expect(await saved(one, lease, far)).toBe(false);
  // If the others are there too, it is the database’s clock that is wrong.
  await two.run(
    `insert into sequencer.watermarks values (${lease.nodeIndex === 9 ? 8 : 9}, ${far}, true, gen_random_uuid(), 0)`,
  );
  expect(await saved(one, lease, far + 1)).toBe(true);
});

test('a row is marked offline once its lock is free, and not while it is held', async () => {
  await goOnlineUnderTableLock(one, await leased(one), 100);
  expect(await two.query({ text: markUnleasedSql })).toEqual([]);
  await one.close(500);
  await expect
    .poll(async () => (await two.query({ text: markUnleasedSql })).length, { timeout: 10_000, interval: 10 })
    .toBe(1);
  expect(await two.query({ text: 'select watermark_micros as w, online from sequencer.watermarks' })).toEqual(
    [{ w: 100, online: false }],
  );
});

test.each(['server', 'checker'] as const)(
  'the %s’s clock finds a row that stopped, and only that',
  async (clock) => {
    const [slow, live] = [await leased(one), await leased(two)];
    await goOnlineUnderTableLock(one, slow, Date.now() * 1000);
    await goOnlineUnderTableLock(two, live, Date.now() * 1000);
    const mark = markLaggardsSql({ ...config, onlineCheckClock: clock });
    expect(await two.query({ text: mark, values: [Date.now() * 1000] })).toEqual([]);
    await two.run(
      `update sequencer.watermarks set watermark_micros = watermark_micros - 3000000, saved_micros = saved_micros - 3000000
     where node_index = ${slow.nodeIndex}`,
    );
    const marked = await two.query<{ node_index: number }>({ text: mark, values: [Date.now() * 1000] });
    expect(marked).toEqual([{ node_index: slow.nodeIndex }]);
  },
);

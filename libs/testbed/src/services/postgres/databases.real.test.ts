import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { eventually, named, openFixture, query, type Fixture } from '../../../fixture/open-fixture.ts';
import type { Instance, PostgresService, Testbed } from '../../testbed.ts';

// Conditions end these tests, not time; a busy machine may need long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let fixture: Fixture;
let testbed: Testbed;
let postgres: PostgresService;
let home: Instance;
let away: Instance;
beforeAll(async () => {
  fixture = await openFixture({ postgres: 'synchronous' });
  testbed = fixture.testbed;
  if (testbed.postgres === undefined) throw new Error('no database');
  postgres = testbed.postgres;
  home = named(testbed, 'node-a-1');
  away = named(testbed, 'node-b-1');
  await query(home, 'CREATE TABLE entry (id int)');
});
afterAll(async () => fixture.close());

const ids = async (instance: Instance): Promise<unknown> =>
  query(instance, 'SELECT id FROM entry ORDER BY id');
const insert = async (instance: Instance, id: number, withinMs?: number): Promise<unknown> =>
  query(instance, `INSERT INTO entry VALUES (${id})`, withinMs);

test('every instance reaches the one database, and as an ordinary role', async () => {
  await insert(home, 1);
  expect(await ids(away)).toEqual([{ id: 1 }]);
  expect(await query(away, 'SELECT usesuper FROM pg_user WHERE usename = current_user')).toEqual([
    { usesuper: false },
  ]);
  expect(postgres).toMatchObject({ primarySite: 'a', standbySite: 'b', mode: 'synchronous' });
  expect(Math.abs((await postgres.now()) / 1_000 - Date.now())).toBeLessThan(5_000);
});

test('nobody gets in without a password', async () => {
  const { Client } = await import('pg');
  const url = new URL(postgres.probeUrl);
  url.password = 'guess';
  const client = new Client({ connectionString: url.href });
  await expect(client.connect()).rejects.toThrow(/password authentication failed/);
});

describe('a route of one instance', () => {
  test.each(['cut', 'stall'] as const)('%s: that one has no database, the others have', async (verb) => {
    const route = testbed.needRoute('node-a-1');
    if (route === undefined) throw new Error('no route');
    expect(await route.answers(2_000)).toBe(true);
    await route[verb]();
    expect(await route.answers(200)).toBe(false);
    await expect(query(home, 'SELECT 1', 300)).rejects.toThrow();
    expect(await query(away, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await testbed.leftovers()).not.toEqual([]);
    await route.heal();
    expect(await route.answers(2_000)).toBe(true);
    expect(await testbed.leftovers()).toEqual([]);
  });

  test('reset: what was open ends, new connections work', async () => {
    const running = query(home, 'SELECT pg_sleep(20)', 20_000);
    running.catch(() => undefined);
    await eventually(async () => {
      const rows = (await query(
        away,
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)' AND pid <> pg_backend_pid()",
      )) as unknown[];
      return rows.length > 0;
    });
    await testbed.needRoute('node-a-1')?.reset();
    await expect(running).rejects.toThrow(/terminated|ECONNRESET/);
    expect(await query(home, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await testbed.leftovers()).toEqual([]);
  });

  test('slow: answers come late', async () => {
    const route = testbed.needRoute('node-b-1');
    await route?.slow(300);
    expect(await route?.answers(150)).toBe(false);
    expect(await route?.answers(5_000)).toBe(true);
    await route?.heal();
  });
});

test('replication crosses the link: with it stalled a commit waits, and is done after heal', async () => {
  const link = testbed.link('a', 'b');
  await link.stall('both');
  await expect(insert(home, 2, 500)).rejects.toThrow();
  await link.heal();
  await eventually(async () => JSON.stringify(await ids(home)) === '[{"id":1},{"id":2}]');
});

test('restart: back with everything', async () => {
  await postgres.restart();
  expect(await ids(away)).toEqual([{ id: 1 }, { id: 2 }]);
});

test('failover: the old primary is fenced, nothing acknowledged is lost, every route leads to the new one', async () => {
  const old = postgres.primary;
  await insert(away, 3);
  expect(await postgres.failOver()).toEqual({ oldPrimary: 'postgres-a', newPrimary: 'postgres-b' });
  expect(postgres).toMatchObject({ primarySite: 'b', standbySite: undefined });
  expect(old.state).toBe('exited');
  await expect(old.start()).rejects.toThrow(/fenced/);
  expect(testbed.processesIn('a').map(({ name }) => name)).toEqual(['node-a-1']);
  await insert(home, 4); // Alone it waits for nobody.
  expect(await ids(away)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]);
  expect(testbed.bypasses()).toEqual([]);
});

test('the standby is built anew where the old primary was, and can take over again', async () => {
  await postgres.rebuildStandby();
  expect(postgres).toMatchObject({ primarySite: 'b', standbySite: 'a' });
  await insert(home, 5);
  await postgres.failOver();
  expect(postgres.primarySite).toBe('a');
  expect(await ids(home)).toHaveLength(5);
  await postgres.rebuildStandby();
});

test('rolled back: exactly what came after the snapshot is lost', async () => {
  const snapshot = await postgres.snapshot();
  await insert(home, 6);
  expect(await ids(home)).toHaveLength(6);
  await postgres.rollBack(snapshot);
  expect(await ids(home)).toHaveLength(5);
  await insert(away, 7);
  expect(await ids(home)).toHaveLength(6);
  expect(postgres.standbySite).toBe('b');
});

test('a lost standby: commits wait until the operator lets the primary go on alone', async () => {
  await postgres.standby?.kill();
  await expect(insert(home, 8, 500)).rejects.toThrow();
  await postgres.goOnAlone?.();
  await insert(home, 9);
  await postgres.rebuildStandby();
  await insert(home, 10);
});

test('paused: the whole server stands still, with all its backends', async () => {
  await postgres.primary.pause();
  await expect(query(home, 'SELECT 1', 300)).rejects.toThrow();
  expect(await testbed.leftovers()).toEqual([expect.stringMatching(/^postgres-a \(pid \d+\) is stopped$/)]);
  await postgres.primary.resume();
  expect(await query(home, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(await testbed.leftovers()).toEqual([]);
});

describe('a database for each instance', () => {
  let own: Fixture;
  beforeAll(async () => {
    own = await openFixture({
      instances: { a: 2, b: 1 },
      shape: { needs: [{ kind: 'postgres', scope: 'instance' }] },
    });
  });
  afterAll(async () => own.close());

  test('is there when the instance starts, on the server of its site, and nobody else writes to it', async () => {
    const names = ['node-a-1', 'node-a-2', 'node-b-1'];
    const found = await Promise.all(
      names.map(async (name) => {
        const instance = named(own.testbed, name);
        await query(instance, `CREATE TABLE mine AS SELECT '${name}' AS owner`);
        return query(instance, 'SELECT current_database() AS database, owner FROM mine');
      }),
    );
    expect(found).toEqual(names.map((name) => [{ database: name, owner: name }]));
    expect(own.testbed.databases?.map(({ primarySite }) => primarySite)).toEqual(['a', 'b']);
    expect(own.testbed.postgres).toBeUndefined();
  });
});

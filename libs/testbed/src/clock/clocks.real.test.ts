import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, named, openFixture, query, type Fixture } from '../../fixture/open-fixture.ts';
import type { Instance, Testbed } from '../testbed.ts';
import { findLibfaketime } from './find-libfaketime.ts';

// Conditions end these tests, not time; a busy machine may need long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** How far off a clock read between two readings of ours may seem. */
const SLACK_MS = 2_000;

/** Without the library there is nothing to test: the testbed then has no clocks, and says so. */
describe.skipIf(findLibfaketime() === undefined)('clocks', () => {
  let fixture: Fixture;
  let testbed: Testbed;
  let node: Instance;
  let other: Instance;
  beforeAll(async () => {
    fixture = await openFixture({ clocks: true });
    testbed = fixture.testbed;
    node = named(testbed, 'node-a-1');
    other = named(testbed, 'node-b-1');
  });
  afterAll(async () => fixture.close());
  afterEach(async () => {
    for (const site of testbed.sites) await testbed.siteClock(site)?.set(0);
    expect(await testbed.leftovers()).toEqual([]);
    expect(await offset(node)).toBeLessThan(SLACK_MS);
  });

  /** Milliseconds that a clock read inside of the process is ahead; the round trip is in the slack. */
  const offset = async (instance: Instance): Promise<number> =>
    ((await ask(instance, '/time')) as number) - Date.now();
  const databaseOffset = async (): Promise<number> =>
    ((await testbed.postgres?.now()) ?? NaN) / 1_000 - Date.now();
  const near = (value: number, wanted: number): void => {
    expect(Math.abs(value - wanted), `${value} should be near ${wanted}`).toBeLessThan(SLACK_MS);
  };

  test.each([3_600_000, -3_600_000, 30_500])('one process steps by %i ms, nobody else', async (stepMs) => {
    await node.clock?.set(stepMs);
    near(await offset(node), stepMs);
    near(await offset(other), 0);
    near(await databaseOffset(), 0);
    expect(await testbed.leftovers()).toEqual([expect.stringMatching(/^clock of node-a-1 is off: [+-]\d+/)]);
  });

  test('a shifted clock stays shifted over a restart', async () => {
    await node.clock?.set(600_000);
    await node.kill();
    await node.start();
    await node.ready();
    near(await offset(node), 600_000);
  });

  test('drift bends the clock from now on, without a jump', async () => {
    await node.clock?.set(0, 11);
    const startedAt = Date.now();
    near(await offset(node), (Date.now() - startedAt) * 10);
    await new Promise((resolve) => void setTimeout(resolve, 1_000));
    const elapsedMs = Date.now() - startedAt;
    const gainedMs = await offset(node);
    expect(gainedMs).toBeGreaterThan(elapsedMs * 8);
  });

  test('a site clock takes the database and all instances of the site along', async () => {
    const clock = testbed.siteClock('a');
    expect(clock?.members.toSorted()).toEqual(['node-a-1', 'postgres-a']);
    await clock?.set(-90_000);
    near(await offset(node), -90_000);
    near(await databaseOffset(), -90_000);
    near(await offset(other), 0);
    const rows = (await query(
      other,
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now',
    )) as { now: number }[];
    near((rows[0]?.now ?? NaN) - Date.now(), -90_000);
  });
});

test('without clocks asked for there are none', async () => {
  const fixture = await openFixture({ sites: ['a'], instances: { a: 1 }, shape: { needs: [] } });
  expect(fixture.testbed.siteClock('a')).toBeUndefined();
  expect(fixture.testbed.instances[0]?.clock).toBeUndefined();
  await fixture.close();
});

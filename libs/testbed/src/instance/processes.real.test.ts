import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ask, eventually, named, openFixture, type Fixture } from '../../fixture/open-fixture.ts';
import { familyOf } from '../process/process-table.ts';

// Conditions end these tests, not time; a busy machine may need long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let fixture: Fixture | undefined;
afterEach(async () => {
  await fixture?.close();
  fixture = undefined;
});

const open = async (
  shape: NonNullable<Parameters<typeof openFixture>[0]>['shape'] = {},
): Promise<Fixture> => {
  fixture = await openFixture({ sites: ['a'], instances: { a: 2 }, shape: { needs: [], ...shape } });
  return fixture;
};

describe('a well-behaved subject', () => {
  test('gets what its templates say, is killed, paused, stopped and started again', async () => {
    const { testbed, events, logDirectory } = await open();
    const node = named(testbed, 'node-a-1');
    const given = (await ask(node, '/')) as Record<string, string>;
    const api = node.addressFrom('a', 'api');
    expect(given).toMatchObject({
      INSTANCE: 'node-a-1',
      INCARNATION: '1',
      LISTEN: `${api.host}:${api.port}`,
      PLIMSOLL_TESTBED: expect.any(String) as string,
    });
    expect(JSON.parse(given['PEERS'] ?? '')).toEqual(
      testbed.instances.map(
        (each) => `${each.addressFrom('a', 'api').host}:${each.addressFrom('a', 'api').port}`,
      ),
    );
    const configuration = JSON.parse(await readFile(given['CONFIGURATION'] ?? '', 'utf8')) as Record<
      string,
      string
    >;
    expect(configuration).toMatchObject({ ordinal: '0', total: '2' });
    expect(await readdir(configuration['data'] ?? '')).toEqual([]);

    const { pid, startTicks } = node;
    await node.pause();
    expect(node.state).toBe('paused');
    await expect(ask(node, '/time', 'a', 200)).rejects.toThrow();
    expect(await testbed.leftovers()).toEqual([`node-a-1 (pid ${pid}) is stopped`]);
    await node.resume();
    expect(await ask(node, '/time')).toBeTypeOf('number');

    await node.kill();
    expect(node.state).toBe('exited');
    await expect(ask(node, '/time')).rejects.toThrow();
    await node.start();
    await node.ready();
    expect([node.pid, node.startTicks]).not.toEqual([pid, startTicks]);
    expect(await ask(node, '/')).toMatchObject({ INCARNATION: '2', LISTEN: given['LISTEN'] });

    expect(await node.stop()).toMatchObject({ graceful: true });
    await expect(node.ready(1_000)).rejects.toThrow('ended before it was ready');
    expect(events.filter(({ instance }) => instance === 'node-a-1').map(({ event }) => event)).toEqual([
      'started',
      'ready',
      'paused',
      'resumed',
      'killed',
      'started',
      'ready',
      'stopping',
      'stopped',
    ]);
    expect((await readdir(logDirectory)).filter((name) => name.startsWith('node-a-1.'))).toEqual([
      'node-a-1.1.stderr.log',
      'node-a-1.1.stdout.log',
      'node-a-1.2.stderr.log',
      'node-a-1.2.stdout.log',
    ]);
  });

  test('paused, it can still be killed; crashed, it is told at once', async () => {
    const { testbed, events } = await open();
    const [first, second] = [named(testbed, 'node-a-1'), named(testbed, 'node-a-2')];
    await first.pause();
    await first.kill();
    expect(first.state).toBe('exited');
    process.kill(second.pid ?? 0, 'SIGSEGV');
    await eventually(() => second.state === 'exited');
    expect(events.at(-1)).toMatchObject({ instance: 'node-a-2', event: 'exited', detail: 'signal SIGSEGV' });
  });

  test('with children: they are paused and killed with it', async () => {
    const { testbed } = await open({ mode: 'family' });
    const node = named(testbed, 'node-a-1');
    await eventually(() => familyOf(node.pid ?? 0).length === 2);
    const family = familyOf(node.pid ?? 0);
    await node.pause();
    expect(familyOf(node.pid ?? 0).map(({ state }) => state)).toEqual(['T', 'T']);
    await node.kill();
    expect(familyOf(family[0]?.pid ?? 0).concat(familyOf(family[1]?.pid ?? 0))).toEqual([]);
  });
});

describe('an ill-behaved subject', () => {
  test('exits at start: told at once with its last words, and nothing stays', async () => {
    await expect(open({ mode: 'exit', readyWithinMs: 60_000 })).rejects.toMatchObject({
      message: expect.stringMatching(/^node-a-[12] ended before it was ready$/) as string,
      why: expect.stringMatching(/exit code 3; it said:\n.* cannot find my configuration/) as string,
      exitCode: 1,
    });
  });

  test('never answers: told after the time it claimed', async () => {
    await expect(open({ mode: 'hang', readyWithinMs: 700 })).rejects.toMatchObject({
      message: expect.stringMatching(/was not ready within 700 ms$/) as string,
      exitCode: 1,
    });
  });

  test('does not listen to SIGTERM: killed after the time it claimed, and said so', async () => {
    const { testbed, events } = await open({ mode: 'deaf', stopWithinMs: 300 });
    expect(await named(testbed, 'node-a-1').stop()).toMatchObject({ graceful: false });
    expect(events.at(-1)).toMatchObject({ event: 'stopped', detail: 'ignored SIGTERM for 300 ms, killed' });
  });

  test('prints megabytes: all of it is in its log, a time before each line', async () => {
    const { testbed, logDirectory } = await open({ mode: 'flood' });
    const log = join(logDirectory, 'node-a-1.1.stdout.log');
    await eventually(async () => (await stat(log)).size >= 20_000 * 1_026);
    expect((await readFile(log, 'utf8')).slice(0, 40)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z x{10}/);
    expect(await ask(named(testbed, 'node-a-1'), '/time')).toBeTypeOf('number');
  });

  test('a command that is not there: said by name', async () => {
    const { fixtureManifest } = await import('../../fixture/manifest.ts');
    const manifest = fixtureManifest({ needs: [] });
    const [component] = manifest.components;
    if (component === undefined) throw new Error('no component');
    component.start.command = ['./no-such-program'];
    await expect(openFixture({ manifest, sites: ['a'], instances: { a: 1 } })).rejects.toMatchObject({
      message: 'node-a-1 could not be started',
      why: expect.stringContaining('ENOENT') as string,
      exitCode: 1,
    });
  });
});

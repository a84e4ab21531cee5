import { readFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, eventually, named, openFixture, type Fixture } from '../../fixture/open-fixture.ts';
import type { Direction, Link } from '../testbed.ts';

// Conditions end these tests, not time; a busy machine may need long.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let fixture: Fixture;
let link: Link;
beforeAll(async () => {
  fixture = await openFixture({ shape: { needs: [] } });
  link = fixture.testbed.link('a', 'b');
});
afterAll(async () => fixture.close());
afterEach(async () => {
  await link.heal();
  expect(await fixture.testbed.leftovers()).toEqual([]);
  expect(await link.canary(10_000)).toMatchObject({ forth: true, back: true, connected: true });
});

/** One line of HTTP over a connection that stays, from a to the node in b (forth) and its answer (back). */
async function connect(): Promise<{ socket: Socket; received: () => string }> {
  const { host, port } = named(fixture.testbed, 'node-b-1').addressFrom('a', 'api');
  const socket = createConnection({ host, port });
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write('GET /time HTTP/1.1\r\nHost: x\r\n\r\n');
  await eventually(() => received.includes('200 OK'));
  return { socket, received: () => received };
}

const count = (text: string): number => text.split('200 OK').length - 1;

test('a whole link lets bytes pass both ways, on standing and new connections', async () => {
  const seen = await link.canary(10_000);
  expect(seen).toMatchObject({ forth: true, back: true, connected: true, ended: [] });
  expect(seen.passed).toHaveLength(8);
});

test('looks at once do not disturb each other', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => link.canary(10_000)));
  for (const seen of all) expect(seen).toMatchObject({ forth: true, back: true, connected: true });
});

describe('stall', () => {
  test.each<Direction>(['forth', 'back', 'both'])(
    '%s: bytes of that direction stop, connections stay, and go on after heal',
    async (direction) => {
      const { socket, received } = await connect();
      await link.stall(direction);
      const seen = await link.canary(1_500);
      expect(seen).toMatchObject({
        forth: direction === 'back',
        back: direction === 'forth',
        connected: true,
      });
      // Seen from the other side the same bytes have the other name.
      expect(await fixture.testbed.link('b', 'a').canary(1_500)).toMatchObject({
        forth: direction === 'forth',
        back: direction === 'back',
      });
      socket.write('GET /time HTTP/1.1\r\nHost: x\r\n\r\n');
      await expect(ask(named(fixture.testbed, 'node-b-1'), '/time', 'a', 200)).rejects.toThrow();
      expect(count(received())).toBe(1);
      expect(await fixture.testbed.leftovers()).toHaveLength(direction === 'both' ? 8 : 4);
      await link.heal();
      await eventually(() => count(received()) === 2); // The very request that was on its way.
      expect(socket.closed).toBe(false);
      socket.destroy();
    },
  );
});

test('a stream that its reader gave up during a stall does not hold up the heal', async () => {
  const { host, port } = named(fixture.testbed, 'node-b-1').addressFrom('a', 'api');
  const socket = createConnection({ host, port });
  socket.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  await link.stall('back');
  // Chunks pile up behind the toxic.
  const node = named(fixture.testbed, 'node-b-1');
  const streamed = async (): Promise<number> => (await ask(node, '/streamed')) as number;
  const before = await streamed();
  await eventually(async () => (await streamed()) > before + 50);
  socket.destroy();
  await link.heal();
  // Taken out without being opened first, the toxic waits 5 s for each chunk, holding up all others, and says so.
  const log = await readFile(join(fixture.logDirectory, 'toxiproxy-a-b.1.stdout.log'), 'utf8');
  expect(log).not.toContain('Could not write last packets');
  expect(await ask(named(fixture.testbed, 'node-b-1'), '/time', 'a')).toBeTypeOf('number');
});

test('cut: every connection is closed, new ones are refused', async () => {
  const { socket } = await connect();
  await link.cut();
  await eventually(() => socket.closed || socket.readableEnded);
  await expect(ask(named(fixture.testbed, 'node-b-1'), '/time', 'a')).rejects.toThrow('fetch failed');
  expect(await link.canary(200)).toMatchObject({ forth: false, back: false, connected: false, passed: [] });
  // At home it is reached all the same.
  expect(await ask(named(fixture.testbed, 'node-b-1'), '/time')).toBeTypeOf('number');
});

test('freeze: nothing passes, nothing closes, and the request on its way is answered after heal', async () => {
  const { socket, received } = await connect();
  await link.freeze();
  socket.write('GET /time HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(await link.canary(200)).toMatchObject({ forth: false, back: false, passed: [] });
  expect((await fixture.testbed.leftovers()).toSorted()).toEqual([
    expect.stringMatching(/^toxiproxy-a-b \(pid \d+\) is stopped$/),
    expect.stringMatching(/^toxiproxy-b-a \(pid \d+\) is stopped$/),
  ]);
  expect(socket.closed).toBe(false);
  await link.heal();
  await eventually(() => count(received()) === 2);
  socket.destroy();
});

test('slow: bytes come late, not never', async () => {
  await link.slow(1_500);
  expect(await link.canary(60)).toMatchObject({ forth: false, back: false, connected: true });
  const late = await link.canary(10_000);
  expect(late).toMatchObject({ forth: true, back: true });
  // A machine can make bytes later than the link does, never sooner.
  expect(late.soonestMs).toBeGreaterThanOrEqual(1_400);
});

test('limit: bytes come at that rate', async () => {
  await link.limit(1);
  expect(await link.canary(10_000)).toMatchObject({ forth: true, back: true });
  expect(await fixture.testbed.leftovers()).toHaveLength(8);
});

test('reset: open connections get a TCP reset, new ones work at once', async () => {
  const { socket } = await connect();
  let error = '';
  socket.on('error', (raised: NodeJS.ErrnoException) => (error = raised.code ?? ''));
  const busy = setInterval(() => socket.write('GET /time HTTP/1.1\r\nHost: x\r\n\r\n'), 2);
  await link.reset();
  await eventually(() => socket.closed);
  clearInterval(busy);
  expect(error).toBe('ECONNRESET');
  const seen = await link.canary(10_000);
  expect(seen).toMatchObject({ forth: true, back: true, connected: true });
  expect(seen.ended).toEqual(['ECONNRESET', 'ECONNRESET']);
});

test('a proxy process that died is started again by heal', async () => {
  const before = fixture.events.length;
  await link.freeze();
  const paused = fixture.events.slice(before).find(({ event }) => event === 'paused');
  process.kill(paused?.pid ?? 0, 'SIGKILL');
  await eventually(async () =>
    (await fixture.testbed.leftovers()).some((line) => line.includes('does not run')),
  );
});

test('a connection past the link is named, once; one through it is not', async () => {
  const [first, second] = [named(fixture.testbed, 'node-a-1'), named(fixture.testbed, 'node-b-1')];
  const through = second.addressFrom('a', 'api');
  await ask(first, `/dial?to=${through.host}:${through.port}`);
  const past = second.addressFrom('b', 'api');
  for (let times = 0; times < 2; times += 1) await ask(first, `/dial?to=${past.host}:${past.port}`);
  const seen = (count: number): Promise<void> => eventually(() => fixture.testbed.bypasses().length >= count);
  await seen(1);
  // Whatever the look that finds the next one could find as well stands before it.
  const back = first.addressFrom('a', 'api');
  await ask(second, `/dial?to=${back.host}:${back.port}`);
  await seen(2);
  expect(fixture.testbed.bypasses()).toEqual([
    `node-a-1 dials ${past.host}:${past.port} in site b directly, past the link`,
    `node-b-1 dials ${back.host}:${back.port} in site a directly, past the link`,
  ]);
  expect(fixture.events.filter(({ event }) => event === 'bypass')).toHaveLength(2);
});

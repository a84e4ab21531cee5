import { createServer as createHttp } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Address, Link, Instance } from '@plimsoll/testbed/testbed';
import { observed } from '../observed.ts';
import { accepts } from './accepts.ts';
import { canaryShows } from './canary.ts';
import { holdConnection } from './held-connection.ts';
import { readClock, readInsideClock } from './inside-clock.ts';
import { canaryIsLate, canaryIsPrompt } from './late-canary.ts';
import { roundTripMs } from './round-trip.ts';
import { askForSsl } from './ssl-request.ts';
import { maintenanceUrl } from './sql.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
const never = new AbortController().signal;

async function listen(server: Server): Promise<Address> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) server.close();
});

test('a server that answers, one that is silent, one that hangs up and one that is not there', async () => {
  const answering = await listen(createServer((socket) => socket.on('data', () => socket.write('N'))));
  const silent = await listen(createServer());
  const rude = await listen(createServer((socket) => socket.end()));
  expect(await askForSsl(answering, 2_000)).toMatchObject({ how: 'answered', words: 'answered N' });
  expect(await askForSsl(silent, 300)).toMatchObject({ how: 'silent', words: 'silent for 300 ms' });
  expect(await askForSsl(rude, 2_000)).toMatchObject({ how: 'closed', words: 'closed without an answer' });
  expect(await askForSsl({ host: '127.0.0.1', port: 1 }, 2_000)).toMatchObject({
    how: 'closed',
    words: 'ECONNREFUSED',
  });
});

test.each([
  ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ['closed', (socket: Socket) => socket.end()],
])('a held connection tells a %s end', async (state, endIt) => {
  const address = await listen(createServer((socket) => socket.once('data', () => socket.write('hello'))));
  const held = await holdConnection(address, { first: 'a', second: 'b', drip: 'c' }, 2_000);
  expect(held.state()).toBe('open');
  for (const socket of sockets) endIt(socket);
  expect(await observed(5_000, never, () => ({ seen: held.state() !== 'open', words: '' }))).toMatchObject({
    seen: true,
  });
  expect(held.state()).toBe(state);
  held.close();
});

test('a connection that cannot be made is an error, not a reading', async () => {
  const talk = { first: 'a', second: 'b', drip: 'c' };
  await expect(holdConnection({ host: '127.0.0.1', port: 1 }, talk, 500)).rejects.toThrow('ECONNREFUSED');
  await expect(holdConnection(await listen(createServer()), talk, 50)).rejects.toThrow(
    'no answer within 50 ms',
  );
});

test('a connection is accepted where somebody listens', async () => {
  expect(await accepts(await listen(createServer()), 5_000)).toBe(true);
  expect(await accepts({ host: '127.0.0.1', port: 1 }, 5_000)).toBe(false);
});

test('a round trip carries its padding', async () => {
  let got = 0;
  const address = await listen(
    createHttp((request, response) => {
      got = String(request.headers['x-plimsoll-padding']).length;
      response.end('{}');
    }),
  );
  expect(await roundTripMs(address, 6_000, 5_000)).toBeGreaterThan(0);
  expect(got).toBe(6_000);
});

test('a clock inside a process is compared with true time', async () => {
  const address = await listen(
    createHttp((_request, response) =>
      response.end(JSON.stringify({ nowMicros: (Date.now() - 2_000) * 1_000 })),
    ),
  );
  const instance = { name: 'it', site: 'a', addressFrom: () => address } as unknown as Instance;
  const { aheadMs, errorMs } = await readInsideClock(instance);
  expect(Math.abs(aheadMs + 2_000)).toBeLessThanOrEqual(errorMs + 2);
});

test('a component that does not say its time has no clock reading', async () => {
  const address = await listen(createHttp((_request, response) => response.end('{}')));
  const instance = { name: 'it', site: 'a', addressFrom: () => address } as unknown as Instance;
  await expect(readInsideClock(instance)).rejects.toThrow('the health body of it carries no nowMicros');
});

test('a slow reading knows how wrong it may be', async () => {
  const reading = await readClock(async () => {
    await new Promise((resolve) => void setTimeout(resolve, 50));
    return Date.now() * 1_000;
  });
  expect(reading.errorMs).toBeGreaterThanOrEqual(20);
});

/** A link whose canaries take that long. */
const link = (tookMs: number): Link =>
  ({
    from: 'a',
    to: 'b',
    canary: (withinMs: number) =>
      Promise.resolve({
        forth: tookMs <= withinMs,
        back: tookMs <= withinMs,
        connected: true,
        soonestMs: tookMs,
      }),
  }) as unknown as Link;

test('late is neither lost nor prompt', async () => {
  expect((await canaryIsLate(link(400), 400)).seen).toBe(true);
  expect((await canaryIsLate(link(3), 400)).seen).toBe(false);
  expect((await canaryIsLate(link(Number.POSITIVE_INFINITY), 400)).seen).toBe(false);
  expect((await canaryIsPrompt(link(400), 400)).seen).toBe(false);
  expect((await canaryIsPrompt(link(3), 400)).seen).toBe(true);
});

test('a canary that is late because this process stood still is not believed', async () => {
  const standing = {
    ...link(210),
    canary: async () => {
      const until = performance.now() + 300;
      while (performance.now() < until);
      return Promise.resolve({ forth: true, back: true, connected: true, soonestMs: 210 });
    },
  } as unknown as Link;
  const { seen, words } = await canaryIsLate(standing, 400);
  expect(seen).toBe(false);
  expect(words).toContain('held up');
});

test('a canary says what arrived, in words', async () => {
  const half = {
    ...link(0),
    canary: () => Promise.resolve({ forth: false, back: true, connected: true }),
  } as Link;
  expect(await canaryShows(half, { forth: false, back: true }, 500)).toEqual({
    seen: true,
    words: 'canary a>b lost, b>a arrived within 500 ms, connection made',
  });
  expect((await canaryShows(half, { forth: false, back: false }, 500)).seen).toBe(false);
  expect((await canaryShows(half, { connected: false, forth: false, back: true }, 500)).seen).toBe(false);
});

test('probes ask the maintenance database, not the one of the subject', () => {
  expect(maintenanceUrl('postgres://postgres:secret@127.9.1.2:5432/subject')).toBe(
    'postgres://postgres:secret@127.9.1.2:5432/postgres',
  );
});

import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { HttpCaller, type Reply, type Request } from './http-caller.ts';
import { runClock } from './run-clock.ts';

// What is awaited comes at once; a busy machine may need long.
vi.setConfig({ testTimeout: 90_000 });

const clock = runClock(String(process.hrtime.bigint()));
const post: Request = { method: 'POST', path: '/v1/send', token: 'abc', body: '{"a":1}' };
const ok = 'HTTP/1.1 200 OK\r\nplimsoll-instance: node-1\r\ncontent-length: 2\r\n\r\n{}';
const running: { server?: Server; sockets: Set<Socket>; callers: HttpCaller[] } = {
  sockets: new Set(),
  callers: [],
};

afterEach(() => {
  for (const caller of running.callers) caller.close();
  for (const socket of running.sockets) socket.destroy();
  running.server?.close();
  running.callers = [];
});

/** A server that treats the bytes of each request as told; says where it listens. */
async function serve(answer: (socket: Socket, request: string, number: number) => void) {
  let connections = 0;
  let requests = 0;
  const server = createServer((socket) => {
    connections += 1;
    running.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => answer(socket, bytes.toString(), (requests += 1)));
  });
  running.server = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    connections: () => connections,
    requests: () => requests,
  };
}
function caller(timeoutMs = 60_000, connections = 4): HttpCaller {
  const made = new HttpCaller(clock, { connections, timeoutMs });
  running.callers.push(made);
  return made;
}
const call = (by: HttpCaller, address: { host: string; port: number }, request = post): Promise<Reply> =>
  new Promise((resolve) => by.call(address, request, resolve));

test('requests are well-formed, and one connection serves one after another', async () => {
  const seen: string[] = [];
  const { address, connections } = await serve((socket, request) => {
    seen.push(request);
    socket.write(ok);
  });
  const by = caller();
  for (let i = 0; i < 3; i += 1) {
    expect(await call(by, address)).toMatchObject({
      httpStatus: 200,
      servedBy: 'node-1',
      text: '{}',
      error: undefined,
    });
  }
  await call(by, address, { method: 'GET', path: '/v1/time', token: undefined, body: undefined });
  expect(connections()).toBe(1);
  expect(seen[0]).toBe(
    `POST /v1/send HTTP/1.1\r\nhost: 127.0.0.1:${address.port}\r\nauthorization: Bearer abc\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{"a":1}`,
  );
  expect(seen[3]).toBe(`GET /v1/time HTTP/1.1\r\nhost: 127.0.0.1:${address.port}\r\n\r\n`);
});

test('calls beyond the connections wait for one, and all are answered', async () => {
  const { address, connections, requests } = await serve(
    (socket) => void setTimeout(() => socket.write(ok), 5),
  );
  const by = caller();
  const replies = await Promise.all(Array.from({ length: 30 }, () => call(by, address)));
  expect(replies.every(({ httpStatus }) => httpStatus === 200)).toBe(true);
  expect(connections()).toBe(4);
  expect(requests()).toBe(30);
  expect(by.inFlight(address)).toBe(0);
});

test('a refused connection is certain: nothing was sent', async () => {
  const { address } = await serve(() => undefined);
  running.server?.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await call(caller(), address)).toMatchObject({ error: 'NOT_SENT', httpStatus: undefined });
});

test.each([
  ['cut before any answer', (socket: Socket) => void socket.destroy(), 'TRANSPORT'],
  ['reset before any answer', (socket: Socket) => void socket.resetAndDestroy(), 'TRANSPORT'],
  ['closed in the middle of an answer', (socket: Socket) => void socket.end(ok.slice(0, -1)), 'TRANSPORT'],
  ['answered with no HTTP', (socket: Socket) => void socket.write('hello\r\n\r\n'), 'GARBAGE'],
  [
    'answered with megabytes',
    (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(2_000_000)}`),
    'GARBAGE',
  ],
])('a call %s is not known', async (_, answer, error) => {
  const { address } = await serve(answer);
  expect((await call(caller(), address)).error).toBe(error);
});

test('a hanging server is given up in time; the head that came is kept', async () => {
  const { address } = await serve((socket, _, number) => {
    if (number > 1) socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n');
  });
  const by = caller(200, 1);
  const first = await call(by, address);
  expect(first).toMatchObject({ error: 'TIMEOUT', httpStatus: undefined });
  expect(first.doneMicros - first.sentMicros).toBeGreaterThanOrEqual(199_000);
  // Its connection is gone with it; the next call gets a new one.
  // On a busy machine the time may be over before the head has come.
  await expect
    .poll(() => call(by, address), { timeout: 60_000, interval: 0 })
    .toMatchObject({ error: 'TIMEOUT', httpStatus: 200 });
});

test('a call that waited for a connection until its deadline was never sent, and stays unsent', async () => {
  const paths: string[] = [];
  const { address } = await serve((socket, request) => {
    const path = request.split(' ', 2)[1] ?? '';
    paths.push(path);
    if (!path.startsWith('/first')) socket.write(ok);
  });
  const to = (path: string): Request => ({ ...post, path });
  const by = caller(300, 1);
  // Both fall due together, unless a busy machine came between the two calls: then the second gets its turn after all.
  let round = 0;
  const both = (): Promise<Reply[]> =>
    Promise.all([call(by, address, to(`/first${(round += 1)}`)), call(by, address, to(`/second${round}`))]);
  await expect
    .poll(async () => (await both()).map(({ error }) => error), { timeout: 60_000, interval: 0 })
    .toEqual(['TIMEOUT', 'NOT_SENT']);
  // There is one connection at a time: whatever still waited would go out before the second of two later calls.
  for (let answered = 0; answered < 2;)
    if ((await call(by, address, to('/later'))).error === undefined) answered += 1;
  expect(paths).not.toContain(`/second${round}`);
});

test('a connection that the server closes while it is free is not used again', async () => {
  let closed = 0;
  const { address, connections } = await serve((socket) => {
    socket.on('close', () => (closed += 1));
    socket.write(ok);
    setTimeout(() => socket.end(), 5);
  });
  const by = caller();
  for (let i = 0; i < 3; i += 1) {
    expect((await call(by, address)).httpStatus).toBe(200);
    // Closed here means that the other end has seen it, and has closed its own.
    await expect.poll(() => closed, { timeout: 30_000, interval: 5 }).toBe(i + 1);
  }
  expect(connections()).toBe(3);
});

test('closing ends every call, each once, and refuses further ones', async () => {
  const { address } = await serve(() => undefined);
  const by = caller();
  const ends: (string | undefined)[] = [];
  for (let i = 0; i < 6; i += 1) by.call(address, post, ({ error }) => ends.push(error));
  await expect.poll(() => running.sockets.size, { timeout: 30_000 }).toBeGreaterThan(0);
  by.close();
  by.call(address, post, ({ error }) => ends.push(error));
  expect(ends).toHaveLength(7);
  expect(ends.at(-1)).toBe('NOT_SENT');
  expect(by.inFlight(address)).toBe(0);
});

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HttpCaller, type Reply } from './http-caller.ts';

// Real sockets and real time: others may share the machine.
vi.setConfig({ testTimeout: 60_000 });

let server: Server;
let sockets: Socket[];
let caller: HttpCaller;

beforeEach(async () => {
  sockets = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  caller = new HttpCaller(() => Math.round(performance.now() * 1000), { connections: 4, timeoutMs: 60_000 });
});
afterEach(async () => {
  caller.close();
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
});

const address = () => ({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
const request = { method: 'GET', path: '/', token: undefined, body: undefined } as const;
const call = (): Promise<Reply> => new Promise((resolve) => caller.call(address(), request, resolve));
const head = (length: number): string => `HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n`;

test('replies that come in pieces, by turns on two connections, are both whole', async () => {
  const [one, two] = [call(), call()];
  await expect.poll(() => sockets.length, { timeout: 30_000 }).toBe(2);
  // No two pieces alike, and the head in pieces too: one that was read over by the next shows.
  const texts = ['a', 'b'].map((letter) => Array.from({ length: 100 }, (_, at) => `${letter}${at}`).join(''));
  const wholes = texts.map((text) => head(text.length) + text);
  for (let at = 0; at < wholes[0]!.length; at += 25) {
    for (const [index, socket] of sockets.entries()) {
      socket.write(wholes[index]!.slice(at, at + 25));
      // Read before the next piece: each is a chunk of its own.
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  const replies = await Promise.all([one, two]);
  expect(replies.map(({ text }) => text).toSorted()).toEqual(texts);
});

test('connections are opened beforehand, as far as allowed, and calls go over them', async () => {
  caller.open(address(), 3);
  await expect.poll(() => sockets.length, { timeout: 30_000 }).toBe(3);
  caller.open(address(), 3);
  await expect.poll(() => sockets.length, { timeout: 30_000 }).toBe(4);
  for (const socket of sockets) socket.on('data', () => socket.write(`${head(2)}ok`));
  const replies = await Promise.all(Array.from({ length: 20 }, call));
  expect(replies.every(({ text }) => text === 'ok')).toBe(true);
  expect(sockets.length).toBe(4);
});

test('connections that nobody needs are dropped by and by', async () => {
  caller.open(address(), 4);
  await expect.poll(() => sockets.length, { timeout: 30_000 }).toBe(4);
  const gone = (): number => sockets.filter((socket) => socket.destroyed || socket.readableEnded).length;
  for (const socket of sockets) socket.resume();
  await expect.poll(gone, { timeout: 50_000 }).toBe(4);
});

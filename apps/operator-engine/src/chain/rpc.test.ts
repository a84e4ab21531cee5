import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { connectChain, RpcError, RpcUnavailable } from './rpc.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A node that answers what it is told, or nothing; and counts the questions. */
async function node(answer: object | 'silence' | 'rubbish'): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    if (answer !== 'silence') response.end(answer === 'rubbish' ? '<html>' : JSON.stringify(answer));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

test('a node that is silent, away or talks rubbish is left for the next, which stays preferred', async () => {
  const silent = await node('silence');
  const rubbish = await node('rubbish');
  const good = await node({ result: '0x1' });
  const rpc = connectChain([silent.url, 'http://127.0.0.1:9', rubbish.url, good.url], 300);
  expect(await rpc.call('eth_chainId', [])).toBe('0x1');
  expect(await rpc.call('eth_chainId', [])).toBe('0x1');
  expect([silent.asked(), rubbish.asked(), good.asked()]).toEqual([1, 1, 2]);
  await rpc.close();
});

test('a refusal is an answer: no other node is asked, and the bytes of a revert are found', async () => {
  const refusing = await node({ error: { code: 3, message: 'reverted', data: { data: '0x1234' } } });
  const other = await node({ result: '0x1' });
  const rpc = connectChain([refusing.url, other.url], 2000);
  const error = await rpc.call('eth_call', []).catch((each: unknown) => each);
  expect(error).toBeInstanceOf(RpcError);
  expect(error).toMatchObject({ code: 3, data: '0x1234' });
  expect(other.asked()).toBe(0);
  await rpc.close();
});

test('nobody answers: it is said of each', async () => {
  const rpc = connectChain(['http://127.0.0.1:9', 'http://127.0.0.1:10'], 300);
  const error = await rpc.call('eth_chainId', []).catch((each: unknown) => each as Error);
  expect(error).toBeInstanceOf(RpcUnavailable);
  expect((error as Error).message).toMatch(/127\.0\.0\.1:9 .*127\.0\.0\.1:10 /);
  await rpc.close();
});

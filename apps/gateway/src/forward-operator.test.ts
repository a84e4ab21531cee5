import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { completeConfig } from './config.ts';
import { type Gateway, runGateway } from './run-gateway.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Health = { readonly ready: boolean; readonly servesReads?: boolean };

async function instance(
  answer: RequestListener,
  health: () => Health = () => ({ ready: true }),
): Promise<{ address: string; hits: () => number }> {
  let hits = 0;
  const server: Server = createServer((request, response) => {
    if (request.url === '/health/ready')
      return void response.writeHead(health().ready ? 200 : 503).end(JSON.stringify(health()));
    hits += 1;
    request.resume().once('end', () => answer(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, hits: () => hits };
}

async function gatewayTo(addresses: readonly string[], until?: string): Promise<Gateway> {
  const config = completeConfig({
    instance: 'gw',
    listen: '127.0.0.1:0',
    nodes: [...addresses],
    system: 'operator',
    healthIntervalMs: 20,
  });
  const gateway = await runGateway(config, undefined, pino({ level: 'silent' }));
  closing.unshift(() => gateway.stop());
  const health = async (): Promise<string> => (await fetch(`${gateway.url}/health`)).text();
  await expect
    .poll(health, { timeout: 10_000, interval: 5 })
    .toContain(until ?? `${addresses.length} healthy`);
  return gateway;
}

const call = async (
  gateway: Gateway,
  method = 'createMoneyOrder',
): Promise<{ result?: unknown; error?: { data: { code: string } } }> => {
  const body = `{"jsonrpc":"2.0","id":5,"method":"pazkp_${method}","params":[]}`;
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(gateway.url, { method: 'POST', headers, body })).json()) as never;
};
const ok: RequestListener = (_request, response) =>
  void response.end('{"jsonrpc":"2.0","id":5,"result":{"operationHash":"0x"}}');
const refusing =
  (code: string): RequestListener =>
  (_request, response) =>
    void response.end(`{"jsonrpc":"2.0","id":5,"error":{"code":-1,"message":"","data":{"code":"${code}"}}}`);
const lost: RequestListener = (request) => void request.socket.destroy();

test.each([
  ['lost', lost],
  ['not ready', refusing('NOT_READY')],
  ['uncertain', refusing('WRITE_UNCERTAIN')],
])('a write that ended %s goes to another instance with the same bytes', async (_, first) => {
  const nodes = [await instance(first), await instance(ok)];
  const gateway = await gatewayTo(nodes.map(({ address }) => address));
  for (let turn = 0; turn < 4; turn += 1) expect(await call(gateway)).toMatchObject({ result: {}, id: 5 });
  expect(nodes.every(({ hits }) => hits() > 0)).toBe(true);
});

test('a refusal after a loss is told as indefinite: the lost instance may have accepted (RG-17)', async () => {
  const nodes = [await instance(lost), await instance(refusing('OVER_CAPACITY'))];
  const gateway = await gatewayTo(nodes.map(({ address }) => address));
  for (let turn = 0; turn < 4; turn += 1)
    expect((await call(gateway)).error?.data.code).toBe('UPSTREAM_LOST');
});

test('a refusal by all stays what it is', async () => {
  const gateway = await gatewayTo([(await instance(refusing('OVER_CAPACITY'))).address]);
  expect((await call(gateway)).error?.data.code).toBe('OVER_CAPACITY');
});

test('with no instance ready, reads go to one that says it answers them, writes to none (RG-16)', async () => {
  const reading = await instance(ok, () => ({ ready: false, servesReads: true }));
  const mute = await instance(ok, () => ({ ready: false }));
  const gateway = await gatewayTo([reading.address, mute.address], 'reads only');
  for (let turn = 0; turn < 4; turn += 1)
    expect(await call(gateway, 'findMoneyOrderCreation')).toMatchObject({ result: {} });
  expect((await call(gateway)).error?.data.code).toBe('NO_INSTANCE');
  expect([reading.hits(), mute.hits()]).toEqual([4, 0]);
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(503);
});

test('as long as one instance is ready, all reads go there', async () => {
  const reading = await instance(ok, () => ({ ready: false, servesReads: true }));
  const ready = await instance(ok);
  const gateway = await gatewayTo([reading.address, ready.address], '1 healthy');
  for (let turn = 0; turn < 4; turn += 1) await call(gateway, 'findMoneyOrderCreation');
  expect([reading.hits(), ready.hits()]).toEqual([0, 4]);
});

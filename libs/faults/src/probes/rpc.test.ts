import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { askRpc, readChain } from './rpc.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers every call with that text, or never. */
async function serve(text: string | undefined): Promise<string> {
  const made = createServer((request, response) => {
    request.resume();
    if (text !== undefined) response.end(text);
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

test('an answer is told from a refusal, from silence and from nobody there', async () => {
  expect(await askRpc(await serve('{"result":"0x1"}'), 2_000)).toMatchObject({
    how: 'answered',
    result: '0x1',
  });
  server?.close();
  expect(await askRpc(await serve('{"error":{"message":"no"}}'), 2_000)).toMatchObject({
    how: 'closed',
    words: 'refused: no',
  });
  server?.close();
  expect(await askRpc(await serve('<html>'), 2_000)).toMatchObject({
    how: 'closed',
    words: 'no JSON: <html>',
  });
  server?.close();
  const url = await serve(undefined);
  expect(await askRpc(url, 300)).toMatchObject({
    how: 'silent',
    words: expect.stringMatching(/^silent for/),
  });
  server?.closeAllConnections();
  server?.close();
  expect(await askRpc(url, 2_000)).toMatchObject({ how: 'closed', words: 'ECONNREFUSED' });
  await expect(readChain(url, 'eth_chainId')).rejects.toThrow('eth_chainId: ECONNREFUSED');
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeAccounts, order, registration } from '../testing/accounts.ts';
import { type LocalChain, openLocalChain } from '../testing/local-chain.ts';
import { type OperatorParts, type PartsOptions, startOperatorParts } from '../testing/operator-parts.ts';
import { waitUntil } from '../testing/wait-until.ts';

let chain: LocalChain;
let running: OperatorParts[] = [];
const accounts = makeAccounts(4);

beforeEach(async () => {
  chain = await openLocalChain();
});
afterEach(async () => {
  await Promise.all(running.map((parts) => parts.stop()));
  running = [];
  await chain.close();
});

async function start(options?: PartsOptions): Promise<OperatorParts> {
  const parts = await startOperatorParts(chain, accounts, options);
  running.push(parts);
  return parts;
}

const signed = (from: number, nonce: number, amount = 1n) =>
  registration(chain, order(from, 3, amount, nonce), accounts.keys[from]!);

interface Status {
  readonly head: number;
  readonly finalHeight: number;
  readonly headRoot: string;
  readonly pendingCount: number;
  readonly submitting: boolean;
}

test('operations land in a batch on the chain and are executed once it is final', async () => {
  const engine = await start();
  const operations = [signed(0, 1), signed(0, 2), signed(1, 1)];
  expect(await engine.post('/operations', { operations })).toEqual({
    status: 200,
    body: { registered: 3, refused: [] },
  });
  expect(await engine.get('/accounts/recent/0')).toMatchObject({ nonce: 2 });
  await waitUntil('the batch is final', async () => {
    await chain.mine();
    return (await engine.get<Status>('/status')).finalHeight >= 1;
  });
  expect(await engine.get('/state/accounts/0')).toMatchObject({ nonce: 2, balances: { '0': 98 } });
  expect(await engine.get('/status')).toMatchObject({
    pendingCount: 0,
    headRoot: await chain.rollup['currentRoot']!(),
  });
  await waitUntil('it is ready', async () => (await engine.get<{ ready: boolean }>('/health')).ready);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Operation } from '@plimsoll/interface/operator/operation';
import { makeAccounts, order, registration } from '../testing/accounts.ts';
import { type LocalChain, openLocalChain } from '../testing/local-chain.ts';
import { type OperatorParts, type PartsOptions, startOperatorParts } from '../testing/operator-parts.ts';
import { waitUntil } from '../testing/wait-until.ts';

let chain: LocalChain;
let running: OperatorParts[] = [];
let stopMining: () => Promise<void> = () => Promise.resolve();
const accounts = makeAccounts(4);
const withinMs = 60_000;

beforeEach(async () => {
  chain = await openLocalChain();
});
afterEach(async () => {
  await Promise.all(running.map((parts) => parts.stop()));
  running = [];
  await stopMining();
  stopMining = () => Promise.resolve();
  await chain.close();
});

async function start(options?: PartsOptions): Promise<OperatorParts> {
  const parts = await startOperatorParts(chain, accounts, options);
  running.push(parts);
  return parts;
}

const sign = (operation: Operation, signer: number) => registration(chain, operation, accounts.keys[signer]!);
const signed = (from: number, nonce: number, amount = 1n) => sign(order(from, 3, amount, nonce), from);

interface Status {
  readonly head: number;
  readonly finalHeight: number;
  readonly finalBlock: number;
  readonly finalRoot: string;
  readonly headRoot: string;
  readonly pendingCount: number;
  readonly submitting: boolean;
  readonly alarm: string | null;
}
const status = (engine: OperatorParts) => engine.get<Status>('/status');
const nothingPending = (engine: OperatorParts) =>
  waitUntil('nothing is pending', async () => (await status(engine)).pendingCount === 0, withinMs);
const metric = async (engine: OperatorParts, name: string): Promise<number> => {
  const lines = (await engine.text('/metrics')).split('\n');
  return Number(lines.find((line) => line.startsWith(`${name} `))?.slice(name.length) ?? 0);
};

test('operations, a deposit and a withdrawal land; a dead node of the chain is passed over; a restart rebuilds all from the chain', async () => {
  const engine = await start({ urls: ['http://127.0.0.1:9', chain.url] });
  await chain.rollup.getFunction('deposit')(2, 0, 7n, { value: 7n, gasLimit: 500_000 });
  stopMining = chain.mineEvery(50);
  const operations = [signed(0, 1), signed(0, 2), signed(1, 1)];
  expect(await engine.post('/operations', { operations })).toEqual({
    status: 200,
    body: { registered: 3, refused: [] },
  });
  await nothingPending(engine);
  expect(await engine.get('/state/accounts/0')).toMatchObject({ nonce: 2, balances: { '0': 98 } });
  // The deposit is an order to be redeemed, the first of its order batch.
  await waitUntil(
    'the deposit is taken',
    async () => (await chain.rollup.getFunction('depositsTaken')()) === 1n,
    withinMs,
  );
  const redeemable = async (): Promise<number | undefined> => {
    for (const batch of [1, 2, 3]) {
      const found = await engine.get<{ from?: number; to?: number }>(`/state/orders/${batch * 65_536}`);
      if (found.from === 2 && found.to === 2) return batch * 65_536;
    }
    return undefined;
  };
  const index = await waitUntil('the deposit is final', redeemable, withinMs);
  const opaque = { blindingFactor: `0x${'00'.repeat(32)}`, randomizationFactor: '0x' } as const;
  const redeem = sign(
    {
      kind: 'redeem-order',
      from: 2,
      to: 2,
      tokenId: 0,
      amount: 7n,
      nonce: 1,
      index,
      encryptedMoneyOrderRedeem: '0x',
      ...opaque,
    },
    2,
  );
  const address = `0x${'ab'.repeat(20)}` as const;
  const outbound = sign({ kind: 'outbound', from: 2, address, tokenId: 0, amount: 107n, nonce: 2 }, 2);
  await engine.post('/operations', { operations: [outbound, redeem] });
  await nothingPending(engine);
  expect(await chain.rollup.getFunction('owed')(address, 0)).toBe(107n);
  const before = await status(engine);
  expect(before.headRoot).toBe(await chain.rollup.getFunction('currentRoot')());
  await waitUntil(
    'it is ready',
    async () => (await engine.get<{ ready: boolean }>('/health')).ready,
    withinMs,
  );

  await engine.stop();
  running = [];
  const again = await start();
  await waitUntil('it has caught up', async () => (await status(again)).finalHeight >= before.head, withinMs);
  expect((await status(again)).finalRoot).toBe(before.headRoot);
  // What was executed long ago and comes again is neither executed nor rejected (RG-03).
  await again.post('/operations', { operations, owed: true });
  await nothingPending(again);
  expect(
    await metric(again, 'plimsoll_engine_rejected_total{reason="REPLACED_BY_OPERATION_WITH_SAME_NONCE"}'),
  ).toBe(0);
  expect(await again.get('/state/accounts/0')).toMatchObject({ nonce: 2 });
});

test('two engines race on one parent: one wins, the other rebases and drops nothing; both agree', async () => {
  const engines = [await start({ number: 0 }), await start({ number: 1 })] as const;
  const shared = [signed(0, 1), signed(0, 2)];
  const first = [...shared, ...[1, 2, 3, 4].map((nonce) => signed(1, nonce))];
  const second = [...shared, ...[1, 2, 3, 4].map((nonce) => signed(2, nonce))];
  await engines[0].post('/operations', { operations: first });
  await engines[1].post('/operations', { operations: second });
  // Both have sent before anything is mined.
  await waitUntil('both have sent', async () => (await chain.waiting()).length === 2, withinMs);
  stopMining = chain.mineEvery(100);
  await Promise.all(engines.map(nothingPending));
  for (const engine of engines) {
    for (const [id, nonce] of [2, 4, 4].entries())
      await waitUntil(
        `account ${id} is final`,
        async () => (await engine.get<{ nonce: number }>(`/state/accounts/${id}`)).nonce === nonce,
        withinMs,
      );
  }
  const [a, b] = await Promise.all(engines.map(status));
  expect(a?.finalRoot).toBe(b?.finalRoot);
  const lost = await Promise.all(
    engines.map((engine) => metric(engine, 'plimsoll_engine_batches_total{outcome="lost"}')),
  );
  expect(lost[0]! + lost[1]!).toBe(1);
});

test('active-passive: the first submits, the second takes over by itself when it stops and by command', async () => {
  stopMining = chain.mineEvery(100);
  const active = await start({ number: 0, mode: 'active-passive' });
  const passive = await start({ number: 1, mode: 'active-passive' });
  const give = async (nonce: number): Promise<void> => {
    for (const engine of [active, passive])
      await engine.post('/operations', { operations: [signed(0, nonce)] });
  };
  await give(1);
  await nothingPending(passive);
  expect(await metric(passive, 'plimsoll_engine_batches_total{outcome="accepted"}')).toBe(0);
  await active.post('/mode', { submit: false });
  await give(2);
  await nothingPending(passive);
  expect(await metric(passive, 'plimsoll_engine_batches_total{outcome="accepted"}')).toBe(1);
  await active.post('/mode', { submit: true });
  await passive.post('/mode', { submit: false });
  await give(3);
  await nothingPending(active);
  expect(await metric(active, 'plimsoll_engine_batches_total{outcome="accepted"}')).toBe(2);
});

test('what a reorganisation undoes is submitted again; what was final and is gone raises an alarm', async () => {
  const engine = await start({ blocksToFinalization: 4 });
  const mineUntil = (what: string, condition: (now: Status) => boolean): Promise<unknown> =>
    waitUntil(
      what,
      async () => {
        if (condition(await status(engine))) return true;
        await chain.mine();
        return false;
      },
      withinMs,
    );
  for (let n = 0; n < 4; n += 1) await chain.mine();
  const early = await chain.ask<string>('evm_snapshot');
  for (let n = 0; n < 4; n += 1) await chain.mine();
  await engine.post('/operations', { operations: [signed(0, 1)] });
  const [sent] = await waitUntil(
    'it is sent',
    async () => (await chain.waiting()).length === 1 && chain.waiting(),
    withinMs,
  );
  const before = await chain.ask<string>('evm_snapshot');
  await chain.mine();
  await chain.mine();
  await waitUntil('it is accepted', async () => (await status(engine)).head === 1, withinMs);
  expect((await status(engine)).finalHeight).toBe(0);
  await chain.ask('evm_revert', before);
  await chain.ask('hardhat_dropTransaction', sent);
  const depositor = chain.rollup.getFunction('deposit');
  await depositor(1, 0, 5n, { value: 5n, gasLimit: 500_000 });
  await mineUntil('it is final after all', ({ finalHeight }) => finalHeight >= 1);
  expect(await engine.get('/state/accounts/0')).toMatchObject({ nonce: 1, balances: { '0': 99 } });
  expect((await status(engine)).alarm).toBe(null);

  await chain.ask('evm_revert', early);
  await depositor(1, 0, 6n, { value: 6n, gasLimit: 500_000 });
  for (let n = 0; n < 30; n += 1) await chain.mine();
  await waitUntil('it raises an alarm', async () => (await status(engine)).alarm !== null, withinMs);
  expect(await engine.get('/health')).toMatchObject({ ready: false });
});

test('a transaction that left the pool is sent again, one that is passed over is outbid', async () => {
  const engine = await start();
  await engine.post('/operations', { operations: [signed(0, 1)] });
  const [dropped] = await waitUntil(
    'it is sent',
    async () => (await chain.waiting()).length === 1 && chain.waiting(),
    withinMs,
  );
  await chain.ask('hardhat_dropTransaction', dropped);
  await chain.mine();
  await waitUntil('it is sent again', async () => (await chain.waiting()).includes(dropped!), withinMs);
  // Gas becomes dear: blocks pass it over.
  await chain.ask('hardhat_setNextBlockBaseFeePerGas', '0x174876e800');
  await waitUntil(
    'it offered more',
    async () => {
      await chain.mine();
      return (await metric(engine, 'plimsoll_engine_transactions_resent_total{why="not mined"}')) >= 1;
    },
    withinMs,
  );
  stopMining = chain.mineEvery(50);
  await nothingPending(engine);
  expect(await engine.get('/state/accounts/0')).toMatchObject({ nonce: 1 });
});

test('another chain, no contract, a stranger as submitter: each is named before anything starts', async () => {
  const other = await openLocalChain(1);
  const wrong = (change: Partial<LocalChain>): Promise<unknown> =>
    startOperatorParts({ ...chain, ...change }, accounts).catch((error: unknown) => (error as Error).message);
  expect(await wrong({ chainId: 5 })).toContain('the chain has id 31337');
  expect(await wrong({ contract: `0x${'ab'.repeat(20)}` })).toContain('there is no contract at 0xabab');
  expect(
    await wrong({ url: other.url, contract: other.contract, keyFile: () => chain.keyFile(2) }),
  ).toContain('does not know');
  await other.close();
});

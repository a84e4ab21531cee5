import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { pointOf } from '@plimsoll/interface/operator/signature';
import { startFakeEngine, type FakeEngine } from '../testing/fake-engine.ts';
import {
  createOrder,
  order,
  rollup,
  signedBy,
  startTestManager,
  type TestManager,
} from '../testing/manager.ts';
import { memoryTopics, type MemoryTopics } from '../testing/memory-topics.ts';
import { startTestPostgres, type TestPostgres } from '@plimsoll/edge/testing/postgres';

let postgres: TestPostgres;
let url: string;
let engine: FakeEngine;
let topics: MemoryTopics;
const closing: (() => Promise<unknown>)[] = [];
/** Long enough for a busy machine; what is awaited comes in milliseconds. */
const soon = { timeout: 60_000, interval: 10 };
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(instance = 'm-a-1', copies: readonly string[] = []): Promise<TestManager> {
  const manager = await startTestManager({ instance, databaseUrl: url, topics, engine, copies });
  closing.unshift(() => manager.stop());
  return manager;
}
async function fresh(): Promise<TestManager> {
  url = await postgres.database();
  engine = await startFakeEngine();
  topics = memoryTopics();
  closing.push(() => engine.stop());
  return start();
}
const codeOf = ({ error }: Awaited<ReturnType<TestManager['post']>>): string | undefined => error?.data.code;
const hex = (byte: string): Hex => `0x${byte.repeat(32)}`;

test('a write is in topic, database and engine before its answer, and once however often it comes (RG-02, RG-03)', async () => {
  const manager = await fresh();
  const { hash, params } = order(0, 1);
  const replies = await Promise.all([1, 2, 3].map(() => manager.call(createOrder, ...params)));
  for (const reply of replies) expect(reply.result).toEqual({ operationHash: hash });
  expect(topics.records('pending-m-a-1')).toHaveLength(1);
  expect(topics.records('pending-m-a-1')[0]?.key).toBe('0');
  expect(engine.registered).toEqual(new Set([hash]));
  expect(engine.verified).toEqual(engine.registered);
  expect((await manager.call('findMoneyOrderCreation', 0, hash)).result).toMatchObject({
    status: 'PENDING',
    nonce: 1,
    moneyOrder: { fromAccountId: 0, toAccountId: 1, amount: 5 },
  });
});

test('what cannot be accepted is refused before anything is written', async () => {
  const manager = await fresh();
  const { params } = order(0, 1);
  const changed = params.with(3, 6);
  expect(codeOf(await manager.call(createOrder, ...changed))).toBe('SIGNATURE_INVALID');
  expect(codeOf(await manager.call(createOrder, ...params.with(3, -1)))).toBe('INVALID_PARAMS');
  expect(codeOf(await manager.call(createOrder, ...params.with(1, 77)))).toBe('ACCOUNT_NOT_FOUND');
  expect(codeOf(await manager.call(createOrder, ...params.with(0, 3)))).toBe('ACCOUNT_OF_ANOTHER_OPERATOR');
  expect(codeOf(await manager.call('nope'))).toBe('METHOD_NOT_FOUND');
  expect(codeOf(await manager.post([]))).toBe('INVALID_REQUEST');
  expect(codeOf(await manager.post(Array.from({ length: 101 }, () => ({}))))).toBe('TOO_MANY_CALLS');
  engine.pendingCount = 1000;
  await expect
    .poll(async () => codeOf(await manager.call(createOrder, ...changed)), soon)
    .toBe('OVER_CAPACITY');
  engine.pendingCount = 0;
  expect(topics.records('pending-m-a-1')).toEqual([]);
});

test('a write that the topic does not confirm is told for what it is (RG-17)', async () => {
  const manager = await fresh();
  topics.sendsEnd = { outcome: 'info', message: 'no answer in time' };
  expect(codeOf(await manager.call(createOrder, ...order(0, 1).params))).toBe('WRITE_UNCERTAIN');
  topics.sendsEnd = { outcome: 'fail', code: 'NOT_ENOUGH_REPLICAS', message: '' };
  expect(codeOf(await manager.call(createOrder, ...order(0, 1).params))).toBe('WRITE_REFUSED');
  topics.sendsEnd = undefined;
  expect(engine.registered.size).toBe(0);
  expect((await manager.call(createOrder, ...order(0, 1).params)).result).toBeDefined();
});

test('what is in the own topic only gets into database and engine at the next start (RG-02)', async () => {
  await fresh();
  const { hash, params } = order(1, 1);
  await closing.shift()?.();
  const record = {
    v: 1,
    hash,
    method: 'pazkp_createMoneyOrder',
    params,
    acceptedBy: 'm-a-1',
    acceptedAtMicros: 1,
  };
  topics.put('pending-m-a-1', JSON.stringify(record));
  const manager = await start();
  await expect.poll(() => engine.registered.has(hash), soon).toBe(true);
  expect((await manager.call('findMoneyOrderCreation', 1, hash)).result).toMatchObject({ status: 'PENDING' });
  expect(topics.records('pending-m-a-1')).toHaveLength(1);
});

test('copies what others accepted, publishes none of it again, and no poison stops it (RG-04, RG-19)', async () => {
  await fresh();
  await closing.shift()?.();
  const { hash, params } = order(2, 1);
  const record = {
    v: 1,
    hash,
    method: 'pazkp_createMoneyOrder',
    params,
    acceptedBy: 'm-b-1',
    acceptedAtMicros: 1,
  };
  topics.put('pending-m-b-1', 'no record at all');
  topics.put('pending-m-b-1', JSON.stringify({ ...record, params: params.with(3, 400) }));
  topics.put('pending-m-b-1', JSON.stringify(record));
  const manager = await start('m-a-1', ['pending-m-b-1']);
  await expect.poll(() => [...engine.registered], soon).toEqual([hash]);
  // Whoever wrote it there: the engine has to look at its signature.
  expect(engine.verified).toEqual(new Set());
  expect((await manager.call('findMoneyOrderCreation', 2, hash)).result).toMatchObject({ status: 'PENDING' });
  expect(topics.records('pending-m-a-1')).toEqual([]);
});

test('an engine that has started anew is given all that is not settled (RH-2)', async () => {
  const manager = await fresh();
  const hashes = [];
  for (const nonce of [1, 2, 3]) {
    hashes.push(order(0, nonce).hash);
    await manager.call(createOrder, ...order(0, nonce).params);
  }
  engine.registered.clear();
  engine.incarnation = 'second';
  await expect.poll(() => [...engine.registered].toSorted(), soon).toEqual(hashes.toSorted());
});

test('not ready, and refusing, while its engine is not (RG-16)', async () => {
  const manager = await fresh();
  engine.ready = false;
  await expect.poll(async () => (await manager.health()).reasons, soon).toEqual(['engine: told so']);
  expect(codeOf(await manager.call(createOrder, ...order(0, 1).params))).toBe('NOT_READY');
  // Reads go on, and it says so.
  expect(await manager.health()).toMatchObject({ ready: false, servesReads: true });
  expect((await manager.call('listMoneyOrderCreations', 0, 1, 0)).result).toBeDefined();
  engine.ready = true;
  await expect.poll(async () => (await manager.health()).ready, soon).toBe(true);
  expect(await manager.health()).not.toHaveProperty('servesReads');
});

test('an engine of another rollup gets nothing: it would refuse all that was accepted for it (RG-01)', async () => {
  const manager = await fresh();
  engine.rollup = hex('77');
  await expect
    .poll(async () => (await manager.health()).reasons, soon)
    .toEqual(['engine: it is of another rollup: its chain id or contract is not that of [rollup] here']);
  expect(codeOf(await manager.call(createOrder, ...order(0, 1).params))).toBe('NOT_READY');
  expect(topics.records('pending-m-a-1')).toEqual([]);
  engine.rollup = rollup;
  await expect.poll(async () => (await manager.health()).ready, soon).toBe(true);
});

test('statuses: pending until final, a reorg takes a batch back, the chain outweighs a rejection (RG-07, RG-08, RG-13)', async () => {
  const manager = await fresh();
  const [one, two] = [order(0, 1), order(0, 2)];
  for (const { params } of [one, two]) await manager.call(createOrder, ...params);
  const status = async ({ hash }: typeof one): Promise<unknown> => {
    const { result } = await manager.call('findMoneyOrderCreation', 0, hash);
    return [result?.['status'], result?.['batchHeight'], result?.['rejectionReason']];
  };
  const batch = (height: number, root: string, hashes: readonly Hex[]): object => ({
    v: 1,
    event: 'submitted',
    height,
    parentRoot: hex('00'),
    newRoot: hex(root),
    operatorId: 1,
    blockNumber: height,
    blockHash: hex(root),
    transactionHash: hex('99'),
    operations: hashes.map((hash, place) => ({ hash, index: 65_536 * height + place })),
  });
  const tell = (topic: string, ...values: object[]): void => {
    for (const value of values) topics.put(topic, JSON.stringify(value));
  };
  tell('updates-m-a-1', batch(1, '0a', [one.hash]), batch(2, '0b', [two.hash]));
  await expect.poll(() => status(two), soon).toEqual(['PENDING', 2, null]);
  tell('updates-m-a-1', { ...batch(1, '0a', []), event: 'finalised' }, batch(2, '0c', []));
  await expect.poll(() => status(one), soon).toEqual(['EXECUTED', 1, null]);
  expect(await status(two)).toEqual(['PENDING', null, null]);
  const rejection = { v: 1, hash: two.hash, reason: 'BALANCE_TOO_LOW', finalHeight: 1 };
  tell('invalid-m-a-1', rejection, { ...rejection, hash: one.hash });
  await expect.poll(() => status(two), soon).toEqual(['REJECTED', null, 'BALANCE_TOO_LOW']);
  expect(await status(one)).toEqual(['EXECUTED', 1, null]);
  const received = await manager.call('listMoneyOrdersReceived', 0, 10, null, 1);
  expect(received.result).toMatchObject({
    hasMoreResults: false,
    items: [{ moneyOrderTotalIndex: 65_536, batchHeight: 1 }],
  });
  const list = await manager.call('listMoneyOrderCreations', 0, 1, 0);
  expect(list.result).toMatchObject({ hasMoreResults: true, items: [{ nonce: 1 }] });
});

test('deposits and orders of other operators are listed to their receiver when final, and redeemed like any other', async () => {
  const manager = await fresh();
  const batch = (height: number, root: string): object => ({
    v: 1,
    height,
    parentRoot: hex('00'),
    newRoot: hex(root),
    operatorId: 1,
    blockNumber: height,
    blockHash: hex(root),
    transactionHash: hex('99'),
  });
  const tell = (...values: object[]): void => {
    for (const value of values) topics.put('updates-m-a-1', JSON.stringify(value));
  };
  const listed = async (): Promise<unknown> => {
    const { result } = await manager.call('listMoneyOrdersReceived', 0, 10, null, 1);
    const items = result?.['items'] as { moneyOrderTotalIndex: number; moneyOrder: object; status: string }[];
    return items.map(({ moneyOrderTotalIndex: index, moneyOrder, status }) => [
      index,
      ...Object.values(moneyOrder).slice(0, 4),
      status,
    ]);
  };
  const deposit = { index: 65_536, from: 1, to: 1, tokenId: 0, amount: '18446744073709551615' };
  const foreign = { index: 65_538, from: 3, to: 1, tokenId: 0, amount: '9' };
  const { hash, params } = order(0, 1);
  await manager.call(createOrder, ...params);
  const operations = [{ hash, index: 65_537 }];
  const first = { ...batch(1, '0a'), event: 'submitted', operations, received: [deposit, foreign] };
  // A reorg: what was received in the first batch of that height is gone with it.
  tell({ ...batch(1, '09'), event: 'submitted', operations: [], received: [{ ...deposit, to: 2 }] });
  tell(first, first, { ...batch(1, '0a'), event: 'finalised' });
  await expect.poll(listed, soon).toEqual([
    [65_536, 1, 1, 0, deposit.amount, 'AVAILABLE_TO_REDEEM'],
    [65_537, 0, 1, 0, 5, 'AVAILABLE_TO_REDEEM'],
    [65_538, 3, 1, 0, 9, 'AVAILABLE_TO_REDEEM'],
  ]);
  const redemption = order(1, 1, {
    kind: 'redeem-order',
    from: 1,
    to: 1,
    amount: BigInt(deposit.amount),
    index: 65_536,
    encryptedMoneyOrderRedeem: '0x',
  } as Partial<Operation>);
  expect((await manager.call('redeemMoneyOrder', ...redemption.params)).result).toBeDefined();
  tell({ ...batch(2, '0b'), event: 'submitted', operations: [{ hash: redemption.hash }] });
  tell({ ...batch(2, '0b'), event: 'finalised' });
  await expect
    .poll(async () => (await listed()) as unknown[], soon)
    .toContainEqual([65_536, 1, 1, 0, deposit.amount, 'REDEEMED']);
});

test('an account is registered once by its key, and found when its batch is final', async () => {
  const manager = await fresh();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicKey = pointOf(privateKey);
  const creation = (blindingFactor: Hex) =>
    signedBy(
      {
        kind: 'create-account',
        publicKey,
        jointEncryptionKey: '0x01',
        blindingFactor,
        encryptedBlindingFactor: '0x',
        randomizationFactor: '0x',
      },
      privateKey,
    );
  const first = creation(hex('01'));
  expect((await manager.call('createAccount', ...first.params)).result).toEqual({ status: 'REGISTERED' });
  expect((await manager.call('createAccount', ...first.params)).result).toEqual({ status: 'REGISTERED' });
  expect(codeOf(await manager.call('createAccount', ...creation(hex('02')).params))).toBe(
    'PUBLIC_KEY_ALREADY_EXISTS',
  );
  expect(codeOf(await manager.call('findAccountByPublicKey', publicKey))).toBe('PUBLIC_KEY_NOT_FOUND');
  const update = {
    v: 1,
    height: 1,
    parentRoot: hex('00'),
    newRoot: hex('01'),
    operatorId: 1,
    blockNumber: 1,
    blockHash: hex('01'),
    transactionHash: hex('01'),
  };
  topics.put(
    'updates-m-a-1',
    JSON.stringify({ ...update, event: 'submitted', operations: [{ hash: first.hash, accountId: 4 }] }),
  );
  topics.put('updates-m-a-1', JSON.stringify({ ...update, event: 'finalised' }));
  const found = { account: { id: 4, publicKey, jointEncryptionKey: '0x01' } };
  await expect
    .poll(async () => (await manager.call('findAccountByPublicKey', publicKey)).result, soon)
    .toEqual(found);
  expect((await manager.call('findAccountById', 4)).result).toEqual(found);
});

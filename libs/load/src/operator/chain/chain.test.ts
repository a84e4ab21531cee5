import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryRecord } from '@plimsoll/history/record';
import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { BatchRecord } from '@plimsoll/history/operator-record';
import { createAccounts } from '../create-accounts.ts';
import { OperatorDouble } from '../double/operator-double.ts';
import { EthersChain } from '../final/ethers-chain.ts';
import { RawChain } from '../final/raw-chain.ts';
import { testLoad } from '../test-plan.fixture.ts';
import { OrderPlaces } from './chain-operations.ts';
import { ChainWatch } from './chain-watch.ts';
import { readBlock } from './raw-block.ts';

let double: OperatorDouble;

beforeEach(async () => {
  const { genesis = [] } = createAccounts({
    load: { ...testLoad, members: 2 },
    endpoints: [],
    sites: ['east'],
  });
  // Nothing is mined by itself within a test.
  double = new OperatorDouble(genesis, 1_000_000);
  await double.start('node-1', 'east', 'node', ['east']);
});
afterEach(() => double.close());

const order = (nonce: number): BatchOperation => ({
  kind: 'create-order',
  hash: `0x${'0'.repeat(63)}${nonce}`,
  from: 0,
  to: 1,
  tokenId: 0,
  amount: 5n,
  nonce,
});

test('a block tells its batch, or why a submission reverted', async () => {
  double.chain.submit(1, [order(1)]);
  double.chain.submit(2, [order(2), order(3)], true);
  const looking = { observer: 'live', clock: () => 4 } as const;
  const good = await readBlock(double.readableChain, 1, looking);
  expect(good?.records).toMatchObject([
    { kind: 'block', number: 1 },
    {
      kind: 'batch',
      height: 1,
      operatorId: 1,
      operations: [{ method: 'create-order', nonce: 1, amount: '5' }],
    },
  ]);
  const bad = await readBlock(double.readableChain, 2, looking);
  expect(bad?.records).toMatchObject([
    { kind: 'block', number: 2, parentHash: good?.block.hash },
    { kind: 'reverted', error: 'StaleParent', operations: 2, gasUsed: 21_000 },
  ]);
  expect(await readBlock(double.readableChain, 3, looking)).toBeUndefined();
});

test('the watch goes back to the fork of a reorganisation, and reads each block once otherwise', async () => {
  const seen: HistoryRecord[] = [];
  const watch = new ChainWatch(
    double.readableChain,
    () => 0,
    (record) => seen.push(record),
  );
  const look = async (): Promise<unknown[]> => {
    seen.length = 0;
    await watch.look();
    return seen.map((record) => (record.kind === 'block' ? record.number : record.kind));
  };
  expect(await look()).toEqual([0]);
  double.chain.mine();
  double.chain.submit(1, [order(1)]);
  double.chain.mine();
  expect(await look()).toEqual([1, 2, 'batch', 3]);
  expect(await look()).toEqual([]);
  double.chain.reorg(2);
  // Blocks 2 and 3 are others now, and 4 stands on them; what did not change is not told again.
  expect(new Set(await look())).toEqual(new Set([2, 3, 4]));
  const blocks = seen.filter((record) => record.kind === 'block');
  expect(blocks.find(({ number }) => number === 4)?.parentHash).toBe(
    blocks.findLast(({ number }) => number === 3)?.hash,
  );
});

test('both clients read the same of a chain', async () => {
  double.chain.submit(1, [order(1)]);
  double.chain.submit(2, [], true);
  double.chain.submit(2, [order(2)]);
  const of = async (client: RawChain | EthersChain): Promise<unknown[]> => {
    const records: object[] = [];
    await client.read((record) => records.push({ ...record, observer: '' }));
    return records;
  };
  const first = await of(new EthersChain(double.readableChain, () => 0));
  expect(first).toHaveLength(4 + 3);
  expect(await of(new RawChain(double.readableChain, () => 0))).toEqual(first);
});

test('an order’s index counts batches that make orders or take deposits, deposits first', () => {
  const places = new OrderPlaces();
  const batch = (
    deposits: number,
    methods: readonly ('create-order' | 'outbound')[],
  ): readonly (number | undefined)[] => {
    const operations = methods.map((method) => ({ method }));
    const record = { depositsFrom: 3, depositsTo: 3 + deposits, operations } as unknown as BatchRecord;
    return places.place(record).operations.map(({ index }) => index);
  };
  expect(batch(0, ['create-order', 'outbound', 'create-order'])).toEqual([65_536, undefined, 65_537]);
  expect(batch(0, ['outbound'])).toEqual([undefined]);
  expect(batch(2, [])).toEqual([]);
  expect(batch(2, ['create-order'])).toEqual([3 * 65_536 + 2]);
});

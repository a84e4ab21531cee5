import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { JsonRpcProvider, Wallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ask, eventually, named, openFixture, type Fixture } from '../../../fixture/open-fixture.ts';
import type { ChainService } from '../../testbed.ts';
import { rpcAnswers } from './rpc-answers.ts';
import { rpcAt, type Rpc } from './rpc.ts';

/** The reference's own contract, by its command, as any subject's. */
const needs: Manifest['needs'] = [
  { kind: 'chain', contract: { command: ['{{node}}', '../../../contracts/src/print-artifact.ts'] } },
];

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

let fixture: Fixture;
let chain: ChainService;
let rpc: Rpc;

beforeAll(async () => {
  fixture = await openFixture({
    shape: { needs },
    chain: { blockMs: 200, operatorIds: { b: 2 }, genesisWei: '1000' },
  });
  chain = fixture.testbed.chain as ChainService;
  rpc = rpcAt(chain.probeUrl);
}, 120_000);
afterAll(() => fixture?.close(), 30_000);

/** A signed payment to nobody, with the next nonce of a key or the one given. */
async function pay(key: Wallet, nonce?: number): Promise<string> {
  const count = Number(await rpc<string>('eth_getTransactionCount', key.address, 'pending'));
  return key.signTransaction({
    type: 2,
    chainId: chain.chainId,
    nonce: nonce ?? count,
    to: `0x${'00'.repeat(19)}99`,
    value: 1n,
    gasLimit: 21_000,
    maxFeePerGas: 10n ** 11n,
    maxPriorityFeePerGas: 0n,
  });
}

describe('what a subject is given', () => {
  test('urls of its own site, the contract, the chain id and a key that only it can read', async () => {
    const { CHAIN_URLS, CHAIN_CONTRACT, CHAIN_ID, CHAIN_KEY_FILE } = (await ask(
      named(fixture.testbed, 'node-b-1'),
      '/',
    )) as Record<string, string>;
    expect(JSON.parse(CHAIN_URLS ?? '')).toEqual(chain.endpoints('b').map(({ url }) => url));
    expect(CHAIN_CONTRACT).toBe(chain.contract);
    expect(CHAIN_ID).toBe('31337');
    expect((await stat(CHAIN_KEY_FILE ?? '')).mode & 0o777).toBe(0o600);
    const key = new Wallet((await readFile(CHAIN_KEY_FILE ?? '', 'utf8')).trim());
    expect(key.address).toBe(chain.submitters.get('node-b-1'));
    expect(BigInt(await rpc<string>('eth_getBalance', key.address, 'latest'))).toBe(10n ** 21n);
  });

  test('the contract knows its submitters and holds what the genesis accounts own', async () => {
    expect(BigInt(await rpc<string>('eth_getBalance', chain.contract, 'latest'))).toBe(1_000n);
    const provider = new JsonRpcProvider(chain.probeUrl, chain.chainId, { staticNetwork: true });
    const { Contract } = await import('ethers');
    const contract = new Contract(
      chain.contract,
      ['function operatorOf(address) view returns (uint16)'],
      provider,
    );
    const operators = await Promise.all(
      ['node-a-1', 'node-b-1'].map(async (name): Promise<unknown> =>
        contract.getFunction('operatorOf')(chain.submitters.get(name)),
      ),
    );
    provider.destroy();
    expect(operators).toEqual([1n, 2n]);
  });

  test('no key stands in any log or command line', async () => {
    const keys = await Promise.all(
      ['node-a-1', 'node-b-1'].map(async (name) => {
        const { CHAIN_KEY_FILE } = (await ask(named(fixture.testbed, name), '/')) as Record<string, string>;
        return (await readFile(CHAIN_KEY_FILE ?? '', 'utf8')).trim();
      }),
    );
    const logs = await Promise.all(
      (await readdir(fixture.logDirectory)).map((file) => readFile(join(fixture.logDirectory, file), 'utf8')),
    );
    const commandLine = await readFile(`/proc/${chain.process.pid}/cmdline`, 'utf8');
    for (const key of keys) expect([...logs, commandLine].join('\n')).not.toContain(key.slice(2));
  });

  test('the chain is in no list of sites', () => {
    expect(fixture.testbed.sites).toEqual(['a', 'b']);
    expect(chain.process.site).toBe('chain');
    expect(fixture.testbed.sites.flatMap((site) => fixture.testbed.processesIn(site))).not.toContain(
      chain.process,
    );
  });
});

describe('blocks', () => {
  test('come by themselves', async () => {
    const before = await chain.head();
    await eventually(async () => (await chain.head()).height >= before.height + 3);
  });

  test('stall and resume; a stalled chain is a leftover', async () => {
    await chain.stallMining();
    const before = await chain.head();
    expect(await fixture.testbed.leftovers()).toEqual(['the chain does not mine']);
    await chain.resumeMining();
    await eventually(async () => (await chain.head()).height > before.height);
    expect(await fixture.testbed.leftovers()).toEqual([]);
  });

  test('are taken back: other hashes, a higher head, transactions mined again, pending ones still there', async () => {
    const { privateKey, address } = await chain.fundedKey('reorg test');
    const key = new Wallet(privateKey);
    const { height: settled } = await chain.head();
    await eventually(async () => (await chain.head()).height >= settled + 2);
    const mined = await rpc<string>('eth_sendRawTransaction', await pay(key));
    await eventually(async () => (await rpc('eth_getTransactionReceipt', mined)) !== null);
    await chain.stallMining();
    const waiting = await rpc<string>('eth_sendRawTransaction', await pay(key));
    const head = await chain.head();
    const { fork, gone, instead, returned } = await chain.reorg(3);
    expect(returned).toBe(2);
    expect(fork.height).toBe(head.height - 3);
    expect(gone.at(-1)).toEqual(head);
    expect(await chain.head()).toEqual(instead.at(-1));
    expect(instead.map(({ height }) => height)).toEqual([1, 2, 3, 4].map((n) => fork.height + n));
    for (const block of gone) expect(instead).not.toContainEqual(block);
    expect(await rpc('eth_getTransactionReceipt', mined)).toBeNull();
    await chain.resumeMining();
    await eventually(async () => (await rpc('eth_getTransactionReceipt', waiting)) !== null);
    const again = await rpc<{ blockNumber: string }>('eth_getTransactionReceipt', mined);
    expect(Number(again.blockNumber)).toBeGreaterThan(fork.height + 4);
    expect(Number(await rpc<string>('eth_getTransactionCount', address, 'latest'))).toBe(2);
    // Once more: a snapshot works once, so a second reorganisation shows that they are renewed.
    const second = await chain.reorg(2);
    await eventually(async () => (await chain.head()).height > (second.instead.at(-1)?.height ?? 0));
    await eventually(async () => (await rpc('eth_getTransactionReceipt', waiting)) !== null);
  });

  test('ask for the base fee that they are told to, and float again afterwards', async () => {
    const feeOf = async (): Promise<number> =>
      Number((await rpc<{ baseFeePerGas: string }>('eth_getBlockByNumber', 'latest', false)).baseFeePerGas);
    const before = await feeOf();
    await chain.setBaseFee(500_000_000_000n);
    await eventually(async () => (await feeOf()) === 500_000_000_000);
    expect(await fixture.testbed.leftovers()).toEqual(['the chain charges a base fee of our making']);
    await chain.setBaseFee(undefined);
    await eventually(async () => (await feeOf()) <= before);
    expect(await fixture.testbed.leftovers()).toEqual([]);
  });

  test('of the set-up are never taken back', async () => {
    const { height } = await chain.head();
    await expect(chain.reorg(height + 1)).rejects.toThrow('cannot lose');
    const code = await rpc<string>('eth_getCode', chain.contract, 'latest');
    expect(code.length).toBeGreaterThan(1_000);
  });

  test('do not get a transaction that was dropped; its sender may send it again', async () => {
    const { privateKey, address } = await chain.fundedKey('drop test');
    const key = new Wallet(privateKey);
    let dropped: readonly string[] | undefined;
    const dropping = chain.dropTransactions([address], 10_000).then((hashes) => (dropped = hashes));
    let raw = '';
    let hash = '';
    // The first may be mined before the chain has heard that it shall drop.
    await eventually(async () => {
      if (hash === '' || (await rpc('eth_getTransactionReceipt', hash)) !== null) {
        raw = await pay(key);
        hash = await rpc<string>('eth_sendRawTransaction', raw);
      }
      return dropped !== undefined;
    });
    expect(await dropping).toEqual([hash]);
    expect(await rpc('eth_getTransactionByHash', hash)).toBeNull();
    expect(await chain.dropTransactions([address], 10)).toEqual([]);
    await rpc('eth_sendRawTransaction', raw);
    await eventually(async () => (await rpc('eth_getTransactionReceipt', hash)) !== null);
  });
});

describe('endpoints', () => {
  test('each can be cut, silenced and slowed alone, and healed', async () => {
    const [first, second, ...others] = chain.endpoints('a');
    if (first === undefined || second === undefined) throw new Error('no endpoints');
    expect(others).toEqual([]);
    await first.cut();
    await second.slow(300);
    expect(await rpcAnswers(first.address, 1_000)).toBe(false);
    const start = performance.now();
    expect(await rpcAnswers(second.address, 5_000)).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(290);
    expect(await rpcAnswers(chain.endpoints('b')[0]?.address ?? first.address, 5_000)).toBe(true);
    expect(await fixture.testbed.leftovers()).toHaveLength(2);
    await first.heal();
    await first.stall();
    expect(await rpcAnswers(first.address, 300)).toBe(false);
    await first.heal();
    await second.heal();
    expect(await rpcAnswers(first.address, 5_000)).toBe(true);
    expect(await fixture.testbed.leftovers()).toEqual([]);
  });

  test('who reaches the chain past them is seen', async () => {
    const node = named(fixture.testbed, 'node-a-1');
    const dial = (url: string): Promise<unknown> => ask(node, `/dial?to=${new URL(url).host}`);
    await dial(chain.endpoints('a')[0]?.url ?? '');
    await dial(chain.endpoints('b')[0]?.url ?? '');
    await dial(chain.probeUrl);
    const { host: other } = new URL(chain.endpoints('b')[0]?.url ?? '');
    const { host: direct } = new URL(chain.probeUrl);
    await eventually(() => fixture.testbed.bypasses().length >= 2);
    expect(fixture.testbed.bypasses().toSorted()).toEqual(
      [
        `node-a-1 dials ${direct}, a control port of the harness`,
        `node-a-1 dials ${other}, an endpoint of the chain for site b`,
      ].toSorted(),
    );
  });
});

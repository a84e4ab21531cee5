import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContractFactory, JsonRpcProvider, type Contract, type InterfaceAbi, Wallet } from 'ethers';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { compile } from '@plimsoll/contracts/compile';
import type { Hex } from '@plimsoll/interface/operator/operation';

/** A chain on loopback with the rollup contract on it. */
export interface LocalChain {
  readonly url: string;
  readonly chainId: number;
  readonly contract: Hex;
  /** Folder with the key files; goes away with the chain. */
  readonly folder: string;
  /** Asks the chain anything, past the engine. */
  readonly ask: <Result>(method: string, ...params: readonly unknown[]) => Promise<Result>;
  /** Mines one block of what waits. */
  readonly mine: () => Promise<void>;
  /** Mines a block every so many milliseconds until it is told to stop. */
  readonly mineEvery: (blockMs: number) => () => Promise<void>;
  /** Hashes of the transactions that wait in the pool. */
  readonly waiting: () => Promise<readonly string[]>;
  /** Key file of a submitter, by its number. */
  readonly keyFile: (number: number) => string;
  readonly submitter: (number: number) => Wallet;
  readonly rollup: Contract;
  readonly close: () => Promise<void>;
}

/** @param submitters how many keys are registered, as submitters of operator 1 and as provers */
export async function openLocalChain(submitters = 3): Promise<LocalChain> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-engine-'));
  // Hardhat looks for the project that it stands in.
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  const environment = await createHardhatRuntimeEnvironment(
    {
      networks: {
        chain: {
          type: 'edr-simulated',
          chainType: 'l1',
          chainId: 31_337,
          mining: { auto: false, interval: 0 },
          allowBlocksWithSameTimestamp: true,
          throwOnTransactionFailures: false,
          loggingEnabled: false,
        },
      },
    },
    {},
    folder,
  );
  const server = await environment.network.createServer('chain', '127.0.0.1', 0);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  const provider = new JsonRpcProvider(url, 31_337, {
    staticNetwork: true,
    cacheTimeout: -1,
    batchMaxCount: 1,
  });
  const ask = async <Result>(method: string, ...params: readonly unknown[]): Promise<Result> =>
    (await provider.send(method, [...params])) as Result;
  const wallets = Array.from(
    { length: submitters },
    (_, n) => new Wallet(`0x${String(n + 1).padStart(64, '7')}`),
  );
  for (const [n, wallet] of wallets.entries()) {
    await ask('hardhat_setBalance', wallet.address, '0x56bc75e2d63100000');
    await writeFile(join(folder, `key-${n}`), `${wallet.privateKey}\n`, { mode: 0o600 });
  }
  const artifact = compile()['Rollup'];
  if (!artifact) throw new Error('there is no contract Rollup');
  const factory = new ContractFactory(
    artifact.abi as InterfaceAbi,
    artifact.bytecode,
    await provider.getSigner(0),
  );
  const all = wallets.map((wallet) => wallet.address);
  const rollup = (await factory.deploy(
    all.map(() => 1),
    all,
    all,
    { value: 10_000n, gasLimit: 5_000_000 },
  )) as Contract;
  await ask('evm_mine');
  return {
    url,
    chainId: 31_337,
    contract: (await rollup.getAddress()).toLowerCase() as Hex,
    folder,
    ask,
    mine: async () => {
      await ask('evm_mine');
    },
    mineEvery: (blockMs) => {
      let mining = true;
      const run = async (): Promise<void> => {
        while (mining) {
          await ask('evm_mine');
          await sleep(blockMs);
        }
      };
      const running = run();
      return async () => {
        mining = false;
        await running;
      };
    },
    waiting: async () =>
      (await ask<{ transactions: string[] }>('eth_getBlockByNumber', 'pending', false)).transactions,
    keyFile: (number) => join(folder, `key-${number}`),
    submitter: (number) => wallets[number] as Wallet,
    rollup,
    close: async () => {
      provider.destroy();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

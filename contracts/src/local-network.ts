import { BrowserProvider, ContractFactory, JsonRpcSigner, type Contract, type InterfaceAbi } from 'ethers';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import configuration from '../hardhat.config.ts';
import { compile } from './compile.ts';

/** A chain inside this process, with a block for each transaction and funded accounts. */
export interface LocalNetwork {
  readonly provider: BrowserProvider;
  readonly chainId: number;
  readonly signers: readonly JsonRpcSigner[];
  /** Deploys one of our contracts by name. */
  deploy(name: string, given: readonly unknown[], value?: bigint): Promise<Contract>;
  close(): Promise<void>;
}

/** Opens one. */
export async function openLocalNetwork(): Promise<LocalNetwork> {
  const environment = await createHardhatRuntimeEnvironment(
    configuration,
    {},
    new URL('..', import.meta.url).pathname,
  );
  const connection = await environment.network.create('local');
  const provider = new BrowserProvider(connection.provider, 31_337, { cacheTimeout: -1 });
  const signers = await provider.listAccounts();
  const artifacts = compile();
  return {
    provider,
    chainId: 31_337,
    signers,
    async deploy(name, given, value = 0n) {
      const artifact = artifacts[name];
      if (artifact === undefined) throw new Error(`there is no contract ${name}`);
      const factory = new ContractFactory(
        artifact.abi as InterfaceAbi,
        artifact.bytecode,
        signers[0] ?? null,
      );
      const contract = await factory.deploy(...given, { value });
      await contract.waitForDeployment();
      return contract as Contract;
    },
    async close() {
      provider.destroy();
      await connection.close();
    },
  };
}

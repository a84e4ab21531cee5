import { join, resolve } from 'node:path';
import { operatorOf } from '../../instance/of-one-operator.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { TestbedOptions } from '../../testbed.ts';
import { ChainProcess } from './chain-process.ts';
import { chainDefaults, type ChainLayout } from './lay-out-chain.ts';
import type { SimulatedChain } from './simulated-chain.ts';

/** Number of the local chain, as of most such chains. */
const CHAIN_ID = 31_337;

/**
 * Starts the chain with the ways to it and deploys the subject's contract; undefined where the manifest needs none.
 * Every instance that asks for a key is registered in the contract, as submitter of its operator and as prover.
 */
export async function openChain(
  { manifest, manifestDirectory, chain }: TestbedOptions,
  layout: ChainLayout | undefined,
  surroundings: Surroundings,
): Promise<SimulatedChain | undefined> {
  const need = manifest.needs.find(({ kind }) => kind === 'chain');
  if (need?.kind !== 'chain' || layout === undefined) return undefined;
  const blockMs = chain?.blockMs ?? chainDefaults.blockMs;
  const process = new ChainProcess(
    { rpc: layout.rpc, control: layout.control, chainId: CHAIN_ID, blockMs },
    surroundings,
  );
  // Loaded only where there is a chain: the library that signs takes its time.
  const load = Promise.all([
    import('./contract-artifact.ts'),
    import('./deploy-contract.ts'),
    import('./submitter-key.ts'),
    import('./open-endpoints.ts'),
    import('./simulated-chain.ts'),
  ]);
  const [[{ contractArtifact }, deploy, keys, { openEndpoints }, { SimulatedChain }]] = await Promise.all([
    load,
    process.start(),
  ]);
  const names = layout.keyHolders.map(({ name }) => name);
  const [artifact, ways, keyFiles] = await Promise.all([
    contractArtifact(need.contract.command, resolve(manifestDirectory)),
    openEndpoints(layout, surroundings),
    keys.writeKeyFiles(join(surroundings.dataDirectory, 'chain-keys'), names),
  ]);
  const submitters = layout.keyHolders.map(({ name, site, component }) => ({
    name,
    role: component.role,
    address: keys.submitterKey(name).address,
    operatorId: operatorOf(chain, site),
  }));
  const rpc = process.rpc();
  for (const { address } of submitters) {
    await rpc('hardhat_setBalance', address, deploy.quantity(deploy.fundsWei));
  }
  const contract = await deploy.deployContract(process, CHAIN_ID, artifact, {
    submitters,
    provers: submitters.map(({ address }) => address),
    genesisWei: BigInt(chain?.genesisWei ?? '0'),
  });
  return new SimulatedChain({
    process,
    chainId: CHAIN_ID,
    blockMs,
    contract,
    ...ways,
    submitters: new Map(submitters.map(({ name, address }) => [name, address])),
    colleagues: new Map(
      submitters.map((one) => [
        one.name,
        submitters
          .filter(({ role, operatorId }) => role === one.role && operatorId === one.operatorId)
          .map(({ address }) => address),
      ]),
    ),
    keyFiles,
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { contractAbi } from '@plimsoll/interface/operator/contract-abi';
import { Problem, exitCodes } from '@plimsoll/interface/problem/problem';
import { ContractFactory, Interface } from 'ethers';
import type { ChainProcess } from './chain-process.ts';
import type { ContractArtifact } from './contract-artifact.ts';
import { submitterKey } from './submitter-key.ts';

/** Who may submit, and what the genesis accounts own of the chain's coin. */
export interface Deployment {
  readonly submitters: readonly { readonly address: string; readonly operatorId: number }[];
  readonly provers: readonly string[];
  readonly genesisWei: bigint;
}

/** Far more than any run spends: a thousand coins. */
export const fundsWei = 10n ** 21n;

/**
 * Deploys the subject's contract with the constructor of the interface and asks it a few things that only a contract of
 * the interface answers rightly. Gives its address, the same in every run. Throws a Problem where it does not work.
 */
export async function deployContract(
  chain: ChainProcess,
  chainId: number,
  artifact: ContractArtifact,
  { submitters, provers, genesisWei }: Deployment,
): Promise<string> {
  const rpc = chain.rpc();
  const problem = (why: string): Problem =>
    new Problem(
      "the subject's contract was not deployed as the interface wants it",
      why,
      'compare it with docs/reference, contract ABI, and its constructor with (operatorIds, submitters, provers)',
      exitCodes.FAIL,
    );
  const deployer = submitterKey('harness deployer');
  await rpc('hardhat_setBalance', deployer.address, quantity(fundsWei + genesisWei));
  const { data } = await new ContractFactory(contractAbi, artifact.bytecode).getDeployTransaction(
    submitters.map(({ operatorId }) => operatorId),
    submitters.map(({ address }) => address),
    provers,
  );
  const call = { from: deployer.address, data, value: quantity(genesisWei) };
  const gas = await rpc<string>('eth_estimateGas', call).catch((error: unknown) => {
    throw problem(`its constructor fails: ${error instanceof Error ? error.message : String(error)}`);
  });
  const raw = await deployer.signTransaction({
    type: 2,
    chainId,
    nonce: 0,
    data,
    value: genesisWei,
    gasLimit: (BigInt(gas) * 12n) / 10n,
    maxFeePerGas: 10n ** 11n,
    maxPriorityFeePerGas: 0n,
  });
  const hash = await rpc<string>('eth_sendRawTransaction', raw);
  await chain.tell('settle');
  let receipt: { readonly status: string; readonly contractAddress: string } | null = null;
  for (let tries = 0; receipt === null && tries < 50; tries += 1) {
    if (tries > 0) await sleep(100);
    receipt = await rpc('eth_getTransactionReceipt', hash);
  }
  if (receipt === null || receipt.status !== '0x1') throw problem('the transaction that creates it failed');
  const { contractAddress: to } = receipt;
  const abi = new Interface(contractAbi);
  const ask = async (name: string, given: readonly unknown[], expected: unknown): Promise<void> => {
    const answer = await rpc<string>('eth_call', { to, data: abi.encodeFunctionData(name, given) }, 'latest');
    let value: unknown;
    try {
      [value] = abi.decodeFunctionResult(name, answer);
    } catch {
      value = answer;
    }
    if (value !== expected) {
      throw problem(`${name}(${given.map(String).join(', ')}) is ${String(value)}, not ${String(expected)}`);
    }
  };
  await ask('currentRoot', [], `0x${'00'.repeat(32)}`);
  await ask('height', [], 0n);
  await ask('depositCount', [], 0n);
  await ask('depositsTaken', [], 0n);
  for (const { address, operatorId } of submitters) await ask('operatorOf', [address], BigInt(operatorId));
  for (const prover of provers) await ask('isProver', [prover], true);
  return to;
}

/** A number as JSON-RPC wants it. */
export function quantity(value: bigint): string {
  return `0x${value.toString(16)}`;
}

import { encodeBatchData, type BatchOperation } from '@plimsoll/interface/operator/batch-data';
import {
  SigningKey,
  Wallet,
  id,
  type Contract,
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  type JsonRpcSigner,
} from 'ethers';
import { proofDigest, type Withdrawal } from './proof-digest.ts';
import { openLocalNetwork, type LocalNetwork } from './local-network.ts';

/** A batch to submit; what is left out is as the contract wants it next. */
export interface BatchChange {
  readonly parentRoot?: string;
  readonly newRoot?: string;
  readonly operatorId?: number;
  readonly height?: number;
  readonly depositsFrom?: bigint;
  readonly depositsTo?: bigint;
  readonly operations?: readonly BatchOperation[];
  readonly withdrawals?: readonly Withdrawal[];
  /** Instead of the encoded data. */
  readonly data?: string;
  readonly prover?: SigningKey;
  readonly proof?: string;
  readonly from?: JsonRpcSigner;
}

/** A rollup with two operators (1 and 2), one submitter each, one prover, and a stranger. */
export interface RollupFixture {
  readonly network: LocalNetwork;
  readonly rollup: Contract;
  readonly submitters: readonly [JsonRpcSigner, JsonRpcSigner];
  readonly stranger: JsonRpcSigner;
  readonly prover: SigningKey;
  /** The arguments of `submitBatch`. */
  arguments_(change?: BatchChange): Promise<readonly unknown[]>;
  submit(change?: BatchChange): Promise<ContractTransactionReceipt>;
  /** A call of the rollup or another contract from some account, with its receipt. */
  send(
    name: string,
    given: readonly unknown[],
    options?: { readonly from?: JsonRpcSigner; readonly value?: bigint; readonly on?: Contract },
  ): Promise<ContractTransactionReceipt>;
}

/** Deploys one. `genesisWei` is what the genesis accounts own. */
export async function deployRollup(network: LocalNetwork, genesisWei = 0n): Promise<RollupFixture> {
  const [, first, second, stranger] = network.signers;
  if (first === undefined || second === undefined || stranger === undefined)
    throw new Error('too few accounts');
  const prover = new Wallet(id('prover of the tests')).signingKey;
  const rollup = await network.deploy(
    'Rollup',
    [[1, 2], [first.address, second.address], [new Wallet(prover).address]],
    genesisWei,
  );
  const send: RollupFixture['send'] = async (
    name,
    given,
    { from = stranger, value = 0n, on = rollup } = {},
  ) => {
    const call = (on.connect(from) as Contract).getFunction(name);
    const sent = (await call.send(...given, { value })) as ContractTransactionResponse;
    const receipt = await sent.wait();
    if (receipt === null) throw new Error('not mined');
    return receipt;
  };
  const read = async (name: string): Promise<bigint | string> =>
    (await rollup.getFunction(name)()) as bigint | string;
  const arguments_ = async (change: BatchChange = {}): Promise<readonly unknown[]> => {
    const taken = BigInt(await read('depositsTaken'));
    const { parentRoot = String(await read('currentRoot')), newRoot = id(`after ${parentRoot}`) } = change;
    const data =
      change.data ??
      encodeBatchData({
        operatorId: change.operatorId ?? 1,
        height: change.height ?? Number(await read('height')) + 1,
        depositsFrom: change.depositsFrom ?? taken,
        depositsTo: change.depositsTo ?? taken,
        operations: change.operations ?? [],
      });
    const withdrawals = change.withdrawals ?? [];
    const digest = proofDigest({
      chainId: network.chainId,
      contract: await rollup.getAddress(),
      parentRoot,
      newRoot,
      data,
      withdrawals,
    });
    const proof = change.proof ?? (change.prover ?? prover).sign(digest).serialized;
    return [parentRoot, newRoot, data, withdrawals, proof];
  };
  return {
    network,
    rollup,
    submitters: [first, second],
    stranger,
    prover,
    arguments_,
    send,
    submit: async (change = {}) =>
      send('submitBatch', await arguments_(change), { from: change.from ?? first }),
  };
}

/** Opens a network with a rollup on it. */
export async function openRollup(genesisWei = 0n): Promise<RollupFixture> {
  return deployRollup(await openLocalNetwork(), genesisWei);
}

import { fromHex } from '@plimsoll/interface/operator/bytes';
import { Interface } from 'ethers';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { contractAbi } from '@plimsoll/interface/operator/contract-abi';

/** What a batch pays out: owed to the address by the contract once the batch is accepted. */
export interface Withdrawal {
  readonly to: Hex;
  readonly tokenId: number;
  readonly amount: bigint;
}

/** Arguments of `submitBatch`. */
export interface SubmitBatch {
  readonly parentRoot: Hex;
  readonly newRoot: Hex;
  readonly data: Hex;
  readonly withdrawals: readonly Withdrawal[];
  readonly proof: Hex;
}

/** Where an event stands on the chain. */
export interface Place {
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  readonly logIndex: number;
}

/** A batch that the contract accepted. */
export interface BatchAccepted extends Place {
  readonly kind: 'batch-accepted';
  readonly height: number;
  readonly parentRoot: Hex;
  readonly newRoot: Hex;
  readonly operatorId: number;
  readonly dataHash: Hex;
  readonly depositsTo: bigint;
}

/** A deposit that waits in the contract's queue. */
export interface DepositQueued extends Place {
  readonly kind: 'deposit-queued';
  readonly index: bigint;
  readonly accountId: number;
  readonly tokenId: number;
  readonly amount: bigint;
}

export type ContractEvent = BatchAccepted | DepositQueued;

/** A log as `eth_getLogs` gives it. */
export interface RpcLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: string;
  readonly removed?: boolean;
}

const contract = new Interface(contractAbi);

/** Topics of the events that an engine follows. */
export const followedTopics: readonly string[] = ['BatchAccepted', 'DepositQueued'].map(
  (name) => contract.getEvent(name)?.topicHash as string,
);

/** A log as an event, or undefined where it is another one. */
export function decodeLog(log: RpcLog): ContractEvent | undefined {
  const event = contract.parseLog(log);
  if (!event) return undefined;
  const { args } = event;
  const place: Place = {
    blockNumber: Number(log.blockNumber),
    blockHash: log.blockHash as Hex,
    transactionHash: log.transactionHash as Hex,
    logIndex: Number(log.logIndex),
  };
  if (event.name === 'BatchAccepted')
    return {
      ...place,
      kind: 'batch-accepted',
      height: Number(args['height']),
      parentRoot: args['parentRoot'] as Hex,
      newRoot: args['newRoot'] as Hex,
      operatorId: Number(args['operatorId']),
      dataHash: args['dataHash'] as Hex,
      depositsTo: args['depositsTo'] as bigint,
    };
  if (event.name === 'DepositQueued')
    return {
      ...place,
      kind: 'deposit-queued',
      index: args['index'] as bigint,
      accountId: Number(args['accountId']),
      tokenId: Number(args['tokenId']),
      amount: args['amount'] as bigint,
    };
  return undefined;
}

/** Input of a transaction that submits a batch. */
export function encodeSubmitBatch(batch: SubmitBatch): Hex {
  return contract.encodeFunctionData('submitBatch', [
    batch.parentRoot,
    batch.newRoot,
    batch.data,
    batch.withdrawals.map(({ to, tokenId, amount }) => [to, tokenId, amount]),
    batch.proof,
  ]) as Hex;
}

/** The batch in a transaction's input. Throws an Error where it is another call: batch data cannot be had then. */
export function decodeSubmitBatch(input: string): SubmitBatch {
  // As bytes: the library reads hexadecimal digit by digit, which took a quarter of an engine's start.
  const [parentRoot, newRoot, data, withdrawals, proof] = contract.decodeFunctionData(
    'submitBatch',
    fromHex(input as Hex),
  );
  return {
    parentRoot: parentRoot as Hex,
    newRoot: newRoot as Hex,
    data: data as Hex,
    withdrawals: (withdrawals as [string, bigint, bigint][]).map(([to, tokenId, amount]) => ({
      to: to.toLowerCase() as Hex,
      tokenId: Number(tokenId),
      amount,
    })),
    proof: proof as Hex,
  };
}

/** Name of the contract's error in the data of a revert, or undefined. */
export function revertName(data: string | undefined): string | undefined {
  if (data === undefined || data.length < 10) return undefined;
  try {
    return contract.parseError(data)?.name;
  } catch {
    return undefined;
  }
}

/** A view function without arguments, as a call and its answer. */
export function encodeView(name: 'currentRoot' | 'height' | 'depositsTaken' | 'depositCount'): Hex {
  return contract.encodeFunctionData(name) as Hex;
}

/** The one value that a view function returned. */
export function decodeView(
  name: 'currentRoot' | 'height' | 'depositsTaken' | 'depositCount',
  data: string,
): unknown {
  return contract.decodeFunctionResult(name, data)[0];
}

/** What a submitter may do: the operator it submits for, 0 if none; whether a prover's word counts. */
export function encodeLookup(name: 'operatorOf' | 'isProver', address: string): Hex {
  return contract.encodeFunctionData(name, [address]) as Hex;
}

/** Answer to `encodeLookup`. */
export function decodeLookup(name: 'operatorOf' | 'isProver', data: string): unknown {
  return contract.decodeFunctionResult(name, data)[0];
}

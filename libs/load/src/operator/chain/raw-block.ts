import type {
  BatchRecord,
  BlockRecord,
  DepositRecord,
  Observer,
  RevertedRecord,
  WithdrawalRecord,
} from '@plimsoll/history/operator-record';
import { type BatchData, decodeBatchData } from '@plimsoll/interface/operator/batch-data';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ReadableChain } from '../../client.ts';
import { AbiWords } from './abi-words.ts';
import { chainOperation } from './chain-operations.ts';
import { errorName, submitSelector, topicOf } from './contract-signatures.ts';
import { askChain, askChainMany, ChainError } from './raw-rpc.ts';

/** What a block of the chain holds, as far as the contract goes. */
export type ChainRecord = BlockRecord | BatchRecord | RevertedRecord | DepositRecord | WithdrawalRecord;

interface RawBlock {
  readonly number: Hex;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly transactions: readonly RawTransaction[];
}
interface RawTransaction {
  readonly hash: Hex;
  readonly from: Hex;
  readonly to: Hex | null;
  readonly input: Hex;
}
interface RawReceipt {
  readonly status: Hex;
  readonly gasUsed: Hex;
  readonly logs: readonly { readonly address: Hex; readonly topics: readonly Hex[]; readonly data: Hex }[];
}

/** Who looks, and when. */
export interface Looking {
  readonly observer: Observer;
  readonly clock: () => number;
}

/** Number of the newest block. */
export async function headNumber({ url }: ReadableChain): Promise<number> {
  return Number(await askChain(url, { method: 'eth_blockNumber', params: [] }));
}

/** Reads one block and what its transactions did to the contract. Undefined when there is no such block (any more). */
export async function readBlock(
  chain: ReadableChain,
  number: number,
  looking: Looking,
): Promise<{ readonly block: BlockRecord; readonly records: readonly ChainRecord[] } | undefined> {
  const [answer] = await askChainMany(chain.url, [
    { method: 'eth_getBlockByNumber', params: [`0x${number.toString(16)}`, true] },
  ]);
  if (answer === undefined || 'error' in answer) throw new ChainError(answer?.error);
  const raw = answer.result as RawBlock | null;
  if (raw === null) return undefined;
  const { hash, parentHash } = raw;
  const at = { observer: looking.observer, atMicros: looking.clock() };
  const block: BlockRecord = { kind: 'block', ...at, number, hash, parentHash };
  const ours = raw.transactions.filter(({ to }) => to?.toLowerCase() === chain.contract.toLowerCase());
  const receipts = await askChainMany(
    chain.url,
    ours.map((transaction) => ({ method: 'eth_getTransactionReceipt', params: [transaction.hash] })),
  );
  const records: ChainRecord[] = [block];
  for (const [index, transaction] of ours.entries()) {
    const receipt = receipts[index];
    if (receipt === undefined || 'error' in receipt) throw new ChainError(receipt?.error);
    // Gone with its block meanwhile: the next look finds it elsewhere or not at all.
    if (receipt.result === null) return undefined;
    records.push(...(await readTransaction(chain, block, transaction, receipt.result as RawReceipt)));
  }
  return { block, records };
}

async function readTransaction(
  chain: ReadableChain,
  block: BlockRecord,
  transaction: RawTransaction,
  receipt: RawReceipt,
): Promise<readonly ChainRecord[]> {
  const { observer, atMicros, number: blockNumber } = block;
  const seen = { observer, atMicros };
  const mined = { blockNumber, transactionHash: transaction.hash, gasUsed: Number(receipt.gasUsed) };
  const submits = transaction.input.startsWith(submitSelector);
  if (receipt.status !== '0x1') {
    if (!submits) return [];
    const error = await whyReverted(chain, blockNumber, transaction);
    return [
      {
        kind: 'reverted',
        ...seen,
        submitter: transaction.from.toLowerCase(),
        ...(error === undefined ? {} : { error }),
        operations: submittedData(transaction)?.operations.length ?? 0,
        ...mined,
      },
    ];
  }
  const records: ChainRecord[] = [];
  const logs = receipt.logs.filter(({ address }) => address.toLowerCase() === chain.contract.toLowerCase());
  for (const { topics, data } of logs) {
    const words = new AbiWords(data);
    const [topic, first = '0x00'] = topics;
    if (topic === topicOf('DepositQueued'))
      records.push({
        kind: 'deposit',
        ...seen,
        index: Number(first),
        account: words.number(0),
        tokenId: words.number(1),
        amount: words.big(2).toString(),
        blockNumber,
      });
    else if (topic === topicOf('WithdrawalPaid'))
      records.push({
        kind: 'withdrawal',
        ...seen,
        address: `0x${first.slice(-40)}`,
        tokenId: words.number(0),
        amount: words.big(1).toString(),
        blockNumber,
      });
    else if (topic === topicOf('BatchAccepted')) {
      const batch = submittedData(transaction);
      records.push({
        kind: 'batch',
        ...seen,
        height: Number(first),
        parentRoot: words.bytes32(0),
        newRoot: words.bytes32(1),
        operatorId: words.number(2),
        submitter: transaction.from.toLowerCase(),
        depositsFrom: Number(batch?.depositsFrom ?? 0),
        depositsTo: words.number(4),
        operations: batch?.operations.map(chainOperation) ?? [],
        blockHash: block.hash,
        ...mined,
      });
    }
  }
  return records;
}

/** The batch data in a call of `submitBatch`; undefined where it does not decode. */
function submittedData({ input }: RawTransaction): BatchData | undefined {
  try {
    return decodeBatchData(new AbiWords(`0x${input.slice(submitSelector.length)}`).bytes(2));
  } catch {
    return undefined;
  }
}

/** The contract's error when the same call is made on the state after its block, where whatever stood in its way still stands. */
async function whyReverted(
  { url }: ReadableChain,
  blockNumber: number,
  { from, to, input }: RawTransaction,
): Promise<string | undefined> {
  try {
    await askChain(url, {
      method: 'eth_call',
      params: [{ from, to, data: input }, `0x${blockNumber.toString(16)}`],
    });
  } catch (error) {
    if (error instanceof ChainError && error.data !== undefined) return errorName(error.data);
  }
  return undefined;
}

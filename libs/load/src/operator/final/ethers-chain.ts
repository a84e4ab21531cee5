import {
  Interface,
  isCallException,
  JsonRpcProvider,
  type Log,
  type TransactionReceipt,
  type TransactionResponse,
} from 'ethers';
import type { RevertedRecord } from '@plimsoll/history/operator-record';
import { type BatchData, decodeBatchData } from '@plimsoll/interface/operator/batch-data';
import { contractAbi } from '@plimsoll/interface/operator/contract-abi';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ReadableChain } from '../../client.ts';
import { chainOperation, OrderPlaces } from '../chain/chain-operations.ts';
import type { ChainRecord } from '../chain/raw-block.ts';
import type { ChainClient } from './final-clients.ts';

/** Blocks asked for at a time; they are told in order. */
const abreast = 16;

/** The first observer's way to the chain: ethers, with its decoders. */
export class EthersChain implements ChainClient {
  readonly #provider: JsonRpcProvider;
  readonly #contract: string;
  readonly #abi = new Interface(contractAbi);
  readonly #clock: () => number;

  constructor({ url, chainId, contract }: ReadableChain, clock: () => number) {
    this.#provider = new JsonRpcProvider(url, chainId, { staticNetwork: true });
    this.#contract = contract.toLowerCase();
    this.#clock = clock;
  }

  async read(take: (record: ChainRecord) => void): Promise<void> {
    const places = new OrderPlaces();
    try {
      const head = await this.#provider.getBlockNumber();
      for (let from = 0; from <= head; from += abreast) {
        const numbers = Array.from({ length: Math.min(abreast, head - from + 1) }, (_, n) => from + n);
        for (const records of await Promise.all(numbers.map((number) => this.#block(number))))
          for (const record of records) take(record.kind === 'batch' ? places.place(record) : record);
      }
    } finally {
      this.#provider.destroy();
    }
  }

  async #block(number: number): Promise<readonly ChainRecord[]> {
    const block = await this.#provider.getBlock(number, true);
    if (block?.hash === undefined || block.hash === null) throw new Error(`block ${number} is gone`);
    const seen = { observer: 'first', atMicros: this.#clock() } as const;
    const { hash, parentHash } = block;
    const records: ChainRecord[] = [{ kind: 'block', ...seen, number, hash, parentHash }];
    for (const transaction of block.prefetchedTransactions) {
      if (transaction.to?.toLowerCase() !== this.#contract) continue;
      const receipt = await transaction.provider.getTransactionReceipt(transaction.hash);
      if (receipt === null) throw new Error(`transaction ${transaction.hash} has no receipt`);
      if (receipt.status !== 1) records.push(...(await this.#reverted(transaction, receipt)));
      for (const log of receipt.logs) records.push(...this.#told(transaction, receipt, log));
    }
    return records;
  }

  #told(transaction: TransactionResponse, receipt: TransactionReceipt, log: Log): readonly ChainRecord[] {
    if (log.address.toLowerCase() !== this.#contract) return [];
    const event = this.#abi.parseLog(log);
    if (event === null) return [];
    const { blockNumber } = receipt;
    const seen = { observer: 'first', atMicros: this.#clock() } as const;
    const number = (name: string): number => Number(event.args.getValue(name));
    const text = (name: string): string => String(event.args.getValue(name)).toLowerCase();
    switch (event.name) {
      case 'DepositQueued':
        return [
          {
            kind: 'deposit',
            ...seen,
            index: number('index'),
            account: number('accountId'),
            tokenId: number('tokenId'),
            amount: text('amount'),
            blockNumber,
          },
        ];
      case 'WithdrawalPaid':
        return [
          {
            kind: 'withdrawal',
            ...seen,
            address: text('to'),
            tokenId: number('tokenId'),
            amount: text('amount'),
            blockNumber,
          },
        ];
      case 'BatchAccepted': {
        const batch = this.#submitted(transaction);
        return [
          {
            kind: 'batch',
            ...seen,
            height: number('height'),
            parentRoot: text('parentRoot'),
            newRoot: text('newRoot'),
            operatorId: number('operatorId'),
            submitter: transaction.from.toLowerCase(),
            depositsFrom: Number(batch?.depositsFrom ?? 0),
            depositsTo: number('depositsTo'),
            operations: batch?.operations.map(chainOperation) ?? [],
            blockNumber,
            blockHash: receipt.blockHash,
            transactionHash: receipt.hash,
            gasUsed: Number(receipt.gasUsed),
          },
        ];
      }
      default:
        return [];
    }
  }

  async #reverted(
    transaction: TransactionResponse,
    receipt: TransactionReceipt,
  ): Promise<readonly RevertedRecord[]> {
    if (this.#abi.parseTransaction(transaction)?.name !== 'submitBatch') return [];
    const error = await this.#why(transaction, receipt.blockNumber);
    return [
      {
        kind: 'reverted',
        observer: 'first',
        atMicros: this.#clock(),
        submitter: transaction.from.toLowerCase(),
        ...(error === undefined ? {} : { error }),
        operations: this.#submitted(transaction)?.operations.length ?? 0,
        gasUsed: Number(receipt.gasUsed),
        blockNumber: receipt.blockNumber,
        transactionHash: receipt.hash,
      },
    ];
  }

  /** The contract's error when the same call is made on the state after its block, where whatever stood in its way still stands. */
  async #why({ from, to, data }: TransactionResponse, blockTag: number): Promise<string | undefined> {
    try {
      await this.#provider.call({ from, to, data, blockTag });
    } catch (error) {
      if (isCallException(error) && typeof error.data === 'string')
        return this.#abi.parseError(error.data)?.name;
    }
    return undefined;
  }

  #submitted(transaction: TransactionResponse): BatchData | undefined {
    try {
      const data: unknown = this.#abi.parseTransaction(transaction)?.args.getValue('data');
      return decodeBatchData(data as Hex);
    } catch {
      return undefined;
    }
  }
}

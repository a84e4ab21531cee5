import { createHash } from 'node:crypto';
import { Interface } from 'ethers';
import { type BatchOperation, encodeBatchData } from '@plimsoll/interface/operator/batch-data';
import { contractAbi } from '@plimsoll/interface/operator/contract-abi';
import type { Hex } from '@plimsoll/interface/operator/operation';

const abi = new Interface(contractAbi);
const address = `0x${'c0'.repeat(20)}` as const;
const sender = `0x${'5e'.repeat(20)}` as const;

interface DoubleTransaction {
  readonly hash: Hex;
  readonly from: Hex;
  readonly to: Hex;
  readonly input: string;
  readonly receipt: Readonly<Record<string, unknown>>;
}
interface DoubleBlock {
  readonly number: Hex;
  readonly hash: Hex;
  readonly parentHash: Hex;
  readonly transactions: readonly DoubleTransaction[];
}

/** A chain in memory, as far as the observers ask: one transaction a block, mined when told. */
export class DoubleChain {
  readonly contract: Hex = address;
  readonly chainId = 31_337;
  readonly blocks: DoubleBlock[] = [];
  #root: Hex = `0x${'00'.repeat(32)}`;
  #fork = 0;

  constructor() {
    this.mine();
  }

  /** A block with a batch, or with a submission that reverts. */
  submit(height: number, operations: readonly BatchOperation[], reverts = false): void {
    const data = encodeBatchData({ operatorId: 1, height, depositsFrom: 0n, depositsTo: 0n, operations });
    const newRoot = digest(`root ${height}`);
    const input = abi.encodeFunctionData('submitBatch', [this.#root, newRoot, data, [], '0x01']);
    const log = abi.encodeEventLog('BatchAccepted', [height, this.#root, newRoot, 1, digest(data), 0n]);
    if (!reverts) this.#root = newRoot;
    this.mine(input, reverts ? undefined : [{ address, ...log }]);
  }

  mine(input?: string, logs?: readonly object[]): void {
    const number: Hex = `0x${this.blocks.length.toString(16)}`;
    const hash = digest(`block ${number} ${this.#fork}`);
    const parentHash = this.blocks.at(-1)?.hash ?? digest('nothing');
    const transactionHash = digest(`transaction ${number} ${this.#fork}`);
    const place = { blockNumber: number, blockHash: hash, transactionHash, transactionIndex: '0x0' };
    const receipt = {
      ...place,
      status: logs === undefined ? '0x0' : '0x1',
      gasUsed: '0x5208',
      cumulativeGasUsed: '0x5208',
      effectiveGasPrice: '0x1',
      type: '0x2',
      contractAddress: null,
      logsBloom: `0x${'00'.repeat(256)}`,
      from: sender,
      to: address,
      logs: (logs ?? []).map((log, index) => ({ ...log, ...place, logIndex: `0x${index}`, removed: false })),
    };
    const transactions =
      input === undefined ? [] : [{ hash: transactionHash, from: sender, to: address, input, receipt }];
    this.blocks.push({ number, hash, parentHash, transactions });
  }

  /** The last blocks go, one more comes in their place. What was in them is gone: the ledger is not told. */
  reorg(depth: number): void {
    this.blocks.splice(this.blocks.length - depth, depth);
    this.#fork += 1;
    for (let count = 0; count <= depth; count += 1) this.mine();
  }

  /** Answers the RPC methods that the observers use. */
  answer(method: string, params: readonly unknown[]): unknown {
    switch (method) {
      case 'eth_chainId':
        return `0x${this.chainId.toString(16)}`;
      case 'eth_blockNumber':
        return `0x${(this.blocks.length - 1).toString(16)}`;
      case 'eth_getBlockByNumber': {
        const block = this.blocks[params[0] === 'latest' ? this.blocks.length - 1 : Number(params[0])];
        return block === undefined ? null : this.#shown(block, params[1] === true);
      }
      case 'eth_getTransactionReceipt':
        return this.#transactions().find(({ hash }) => hash === params[0])?.receipt ?? null;
      case 'eth_getLogs':
        return this.#transactions().flatMap(({ receipt }) => receipt['logs'] as object[]);
      case 'eth_call':
        throw Object.assign(new Error('execution reverted'), {
          data: abi.encodeErrorResult('StaleParent', [this.#root, 1]),
        });
      default:
        throw new Error(`the double does not know ${method}`);
    }
  }

  #transactions(): readonly DoubleTransaction[] {
    return this.blocks.flatMap(({ transactions }) => transactions);
  }

  #shown({ transactions, ...block }: DoubleBlock, full: boolean): object {
    const shown = transactions.map(({ hash, from, to, input }) => ({
      hash,
      from,
      to,
      input,
      blockNumber: block.number,
      blockHash: block.hash,
      transactionIndex: '0x0',
      nonce: '0x0',
      gas: '0x5208',
      gasPrice: '0x1',
      maxFeePerGas: '0x1',
      maxPriorityFeePerGas: '0x1',
      value: '0x0',
      type: '0x2',
      chainId: '0x7a69',
      accessList: [],
      r: `0x${'11'.repeat(32)}`,
      s: `0x${'11'.repeat(32)}`,
      v: '0x0',
      yParity: '0x0',
    }));
    return {
      ...block,
      timestamp: '0x1',
      nonce: '0x0000000000000000',
      difficulty: '0x0',
      gasLimit: '0x1c9c380',
      gasUsed: '0x5208',
      miner: sender,
      extraData: '0x',
      baseFeePerGas: '0x1',
      transactions: full ? shown : transactions.map(({ hash }) => hash),
    };
  }
}

function digest(of: string): Hex {
  return `0x${createHash('sha256').update(of).digest('hex')}`;
}

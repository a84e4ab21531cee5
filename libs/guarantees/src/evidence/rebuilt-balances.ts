import type { Plan } from '@plimsoll/history/plan';
import type { JudgeContext } from '../guarantee.ts';
import type { Batch, ChainReading } from './chain-view.ts';
import { methods } from './operations.ts';

/** An account as the chain alone has it. */
export interface RebuiltAccount {
  nonce: number;
  redemptionIndex: number;
  /** By token. */
  readonly balances: Map<number, bigint>;
  readonly publicKey: string;
  readonly operatorId: number;
}

/** An order that is to be redeemed, or was. */
export interface RebuiltOrder {
  readonly from: number;
  readonly to: number;
  readonly tokenId: number;
  readonly amount: bigint;
  /** Number of the block that holds the batch which made it. */
  readonly blockNumber: number;
  redeemed: boolean;
}

/** Something on the chain that no sound operator may have put there. */
export interface Irregularity {
  readonly kind:
    'balance' | 'nonce' | 'order' | 'redeemed' | 'early' | 'index' | 'account' | 'deposit' | 'operator';
  readonly words: string;
  readonly batch: Batch;
  /** -1 where it is about no operation. */
  readonly position: number;
}

/** Of each kind; a broken subject may have millions. */
const keptMax = 1000;
/** Whoever has deposits: -1 as their sender. */
const nobody = -1;
const perOrderBatch = 65_536;

/**
 * The state that follows from the genesis accounts, the contract's deposits and the batch data, operation by operation; shares no
 * code with any operator (RG-10, "chain view"). It applies what the batches say whether it is legal or not, and notes what is not: a
 * negative balance, a nonce that is not the next, an order that never was. Walks the batches once, `after` is called behind each.
 */
export class RebuiltBalances {
  readonly accounts = new Map<number, RebuiltAccount>();
  readonly orders = new Map<number, RebuiltOrder>();
  /** The first of each kind; `counts` has them all. */
  readonly irregularities: Irregularity[] = [];
  readonly counts = new Map<Irregularity['kind'], number>();
  /** By token: Σ balances, Σ unredeemed orders, Σ withdrawn; and Σ of genesis and deposits taken. Kept as operations are applied. */
  readonly held = new Map<number, bigint>();
  readonly ordered = new Map<number, bigint>();
  readonly withdrawn = new Map<number, bigint>();
  readonly paidIn = new Map<number, bigint>();
  readonly #chain: ChainReading;
  /** Successors that make a block final, where it was claimed and block numbers tell of it. */
  readonly #finalityBlocks: number | undefined;
  readonly #keys = new Set<string>();
  #orderBatches = 0;

  constructor(context: JudgeContext, chain: ChainReading) {
    this.#chain = chain;
    this.#finalityBlocks = finalityBlocksOf(context.plan);
    for (const account of context.plan.genesis ?? []) {
      const balances = new Map(
        Object.entries(account.balances).map(([token, text]) => [Number(token), BigInt(text)]),
      );
      const { publicKey, operatorId } = account;
      this.#keys.add(publicKey);
      this.accounts.set(account.id, { nonce: 0, redemptionIndex: 0, balances, publicKey, operatorId });
      for (const [token, amount] of balances) {
        add(this.held, token, amount);
        add(this.paidIn, token, amount);
      }
    }
  }

  /**
   * Applies all batches in order of height.
   *
   * @param after called behind each batch
   * @param operated called behind each operation, with its position
   */
  walk(
    after: (batch: Batch) => void = () => undefined,
    operated: (position: number) => void = () => undefined,
  ): this {
    const queue = new Map(this.#chain.deposits.map((deposit) => [deposit.index, deposit]));
    for (const batch of this.#chain.inOrder()) {
      this.#batch(batch, queue, operated);
      after(batch);
    }
    return this;
  }

  /** Whether an account has this public key. */
  hasKey(publicKey: string): boolean {
    return this.#keys.has(publicKey);
  }

  #batch(
    batch: Batch,
    queue: ReadonlyMap<number, ChainReading['deposits'][number]>,
    operated: (position: number) => void,
  ): void {
    const orders: RebuiltOrder[] = [];
    for (let index = batch.depositsFrom; index < batch.depositsTo; index += 1) {
      const deposit = queue.get(index);
      if (deposit === undefined) {
        this.#note('deposit', `takes deposit ${index}, which nobody made`, batch, -1);
        continue;
      }
      const { account, tokenId, amount } = deposit;
      const { blockNumber } = batch;
      orders.push({ from: nobody, to: account, tokenId, amount, blockNumber, redeemed: false });
      add(this.paidIn, tokenId, amount);
      add(this.ordered, tokenId, amount);
    }
    for (let position = batch.first; position < batch.end; position += 1) {
      this.#operation(position, batch, orders);
      operated(position);
    }
    if (orders.length === 0) return;
    this.#orderBatches += 1;
    orders.forEach((order, place) => this.orders.set(this.#orderBatches * perOrderBatch + place, order));
  }

  #operation(position: number, batch: Batch, orders: RebuiltOrder[]): void {
    const chain = this.#chain;
    const method = methods[chain.method[position] as number];
    const id = chain.account[position] as number;
    const tokenId = chain.token[position] as number;
    const amount = chain.amount[position] as bigint;
    if (method === 'create-account') {
      if (this.accounts.has(id))
        this.#note('account', `creates account ${id} a second time`, batch, position);
      this.#keys.add(chain.publicKeys.get(position) ?? '');
      this.accounts.set(id, {
        nonce: 0,
        redemptionIndex: 0,
        balances: new Map(),
        publicKey: chain.publicKeys.get(position) ?? '',
        operatorId: batch.operatorId,
      });
      return;
    }
    const account = this.accounts.get(id);
    if (account === undefined) {
      this.#note('account', `executes for account ${id}, which does not exist`, batch, position);
      return;
    }
    if (account.operatorId !== batch.operatorId)
      this.#note(
        'operator',
        `of operator ${batch.operatorId} executes for account ${id} of operator ${account.operatorId}`,
        batch,
        position,
      );
    const nonce = chain.nonce[position] as number;
    if (nonce !== account.nonce + 1)
      this.#note('nonce', `executes nonce ${nonce} of account ${id} after ${account.nonce}`, batch, position);
    account.nonce = nonce;
    if (method === 'redeem-order') {
      this.#redeem(position, account, batch);
      return;
    }
    const balance = (account.balances.get(tokenId) ?? 0n) - amount;
    if (balance < 0n)
      this.#note(
        'balance',
        `takes ${amount} of token ${tokenId} out of account ${id}, which has ${balance + amount}`,
        batch,
        position,
      );
    account.balances.set(tokenId, balance);
    add(this.held, tokenId, -amount);
    if (method === 'outbound') add(this.withdrawn, tokenId, amount);
    else {
      const to = chain.counterpart[position] as number;
      orders.push({ from: id, to, tokenId, amount, blockNumber: batch.blockNumber, redeemed: false });
      add(this.ordered, tokenId, amount);
    }
  }

  #redeem(position: number, account: RebuiltAccount, batch: Batch): void {
    const chain = this.#chain;
    const id = chain.account[position] as number;
    const tokenId = chain.token[position] as number;
    const amount = chain.amount[position] as bigint;
    const index = chain.index[position] as number;
    const order = this.orders.get(index);
    // What the batch says happened, happened to the balance: whether it may have is what the notes are for.
    account.balances.set(tokenId, (account.balances.get(tokenId) ?? 0n) + amount);
    add(this.held, tokenId, amount);
    if (index <= account.redemptionIndex)
      this.#note(
        'index',
        `redeems order ${index} for account ${id}, whose redemption index is ${account.redemptionIndex} already`,
        batch,
        position,
      );
    account.redemptionIndex = index;
    if (order === undefined) {
      this.#note('order', `redeems order ${index}, which no batch before it made`, batch, position);
      return;
    }
    const from = chain.counterpart[position] as number;
    const same = order.from === nobody || order.from === from;
    if (!same || order.to !== id || order.tokenId !== tokenId || order.amount !== amount)
      this.#note(
        'order',
        `redeems order ${index} as ${amount} of token ${tokenId} from account ${from} for account ${id}; it is ${order.amount} of token ${order.tokenId} from account ${order.from} for account ${order.to}`,
        batch,
        position,
      );
    const successors = batch.blockNumber - order.blockNumber - 1;
    if (this.#finalityBlocks !== undefined && successors < this.#finalityBlocks)
      this.#note(
        'early',
        `in block ${batch.blockNumber} redeems order ${index} of block ${order.blockNumber}, which had ${successors} successor${successors === 1 ? '' : 's'} at most when it was built`,
        batch,
        position,
      );
    if (order.redeemed) {
      this.#note('redeemed', `redeems order ${index} a second time`, batch, position);
      return;
    }
    order.redeemed = true;
    add(this.ordered, order.tokenId, -order.amount);
  }

  #note(kind: Irregularity['kind'], words: string, batch: Batch, position: number): void {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    if (count <= keptMax) this.irregularities.push({ kind, words, batch, position });
  }
}

/**
 * Successors that make a block final as the subject claims; undefined where it claims none, and where the chain is reorganised: then
 * batches come to stand in lower blocks than those in which they were first.
 */
export function finalityBlocksOf({ subject, trials }: Plan): number | undefined {
  const faults = trials.flatMap((trial) => [trial, ...trial.together]);
  return faults.some(({ fault }) => fault === 'chain-reorg') ? undefined : subject.bounds['finalityBlocks'];
}

function add(sums: Map<number, bigint>, token: number, amount: bigint): void {
  sums.set(token, (sums.get(token) ?? 0n) + amount);
}

/** What `RebuiltBalances` finds at the end, made once for all guarantees of a run. Ask after the pass. */
export function rebuiltBalances(context: JudgeContext, chain: ChainReading): RebuiltBalances {
  const known = kept.get(chain);
  if (known !== undefined) return known;
  const made = new RebuiltBalances(context, chain).walk();
  kept.set(chain, made);
  return made;
}

const kept = new WeakMap<ChainReading, RebuiltBalances>();

import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { accountDigest, type Account } from '@plimsoll/rollup/account';
import type { Deposit } from '@plimsoll/rollup/draft';
import { emptyKeyIndex } from '@plimsoll/rollup/key-index';
import { treeRoot, type MerkleTree } from '@plimsoll/rollup/merkle-tree';
import { orderBatchOf, orderDigest, placesPerOrderBatch, type Order } from '@plimsoll/rollup/order';
import type { State } from '@plimsoll/rollup/state';
import { growTree, type PrunedTree, pruneTree } from './prune-tree.ts';

type WrittenAccount = readonly [
  id: number,
  publicKey: Hex,
  operatorId: number,
  nonce: number,
  redemptionIndex: number,
  balances: readonly (readonly [token: number, amount: string])[],
];
type WrittenOrder = readonly [from: number, to: number, tokenId: number, amount: string];
type WrittenDeposit = readonly [index: string, accountId: number, tokenId: number, amount: string];

/**
 * What is needed to execute a batch again without the state: the accounts and orders that it touches, with their places in the
 * parent's trees, and the deposits that it takes. Two things the root does not commit to and the witness is believed in: what
 * the contract's deposits were, and that a new account's public key is not used yet.
 */
export interface Witness {
  readonly height: number;
  readonly dataHash: Hex;
  readonly accountCount: number;
  readonly orderBatchCount: number;
  readonly depositsTaken: string;
  readonly accounts: PrunedTree<WrittenAccount>;
  readonly orderBatches: PrunedTree<PrunedTree<WrittenOrder>>;
  readonly deposits: readonly WrittenDeposit[];
}

/** The witness of a batch on its parent. */
export function makeWitness(
  parent: State,
  operations: readonly BatchOperation[],
  deposits: readonly Deposit[],
): Witness {
  const accounts = new Set<number>();
  const places = new Map<number, Set<number>>([[parent.orderBatchCount + 1, new Set()]]);
  for (const operation of operations) {
    if (operation.kind === 'create-account') accounts.add(operation.accountId);
    else accounts.add(operation.from);
    if (operation.kind === 'create-order' || operation.kind === 'redeem-order') accounts.add(operation.to);
    if (operation.kind !== 'redeem-order') continue;
    const batch = orderBatchOf(operation.index);
    places.set(batch, (places.get(batch) ?? new Set()).add(operation.index % placesPerOrderBatch));
  }
  return {
    height: parent.height,
    dataHash: parent.dataHash,
    accountCount: parent.accountCount,
    orderBatchCount: parent.orderBatchCount,
    depositsTaken: parent.depositsTaken.toString(),
    accounts: pruneTree(parent.accounts, accounts, writeAccount),
    orderBatches: pruneTree(parent.orderBatches, new Set(places.keys()), (orders, batch) =>
      pruneTree(
        orders,
        places.get(batch) ?? new Set(),
        ({ from, to, tokenId, amount }: Order): WrittenOrder => [from, to, tokenId, amount.toString()],
      ),
    ),
    deposits: deposits.map(({ index, accountId, tokenId, amount }) => [
      index.toString(),
      accountId,
      tokenId,
      amount.toString(),
    ]),
  };
}

/** The part of the parent's state that a witness shows, and the deposits. Throws where it is malformed. */
export function readWitness(witness: Witness): {
  readonly state: State;
  readonly deposits: readonly Deposit[];
} {
  const { height, dataHash, accountCount, orderBatchCount } = witness;
  return {
    state: {
      height,
      dataHash,
      accountCount,
      orderBatchCount,
      depositsTaken: BigInt(witness.depositsTaken),
      keys: emptyKeyIndex,
      accounts: growTree(witness.accounts, 32, accountDigest, readAccount),
      orderBatches: growTree<MerkleTree<Order>, PrunedTree<WrittenOrder>>(
        witness.orderBatches,
        32,
        treeRoot,
        (orders) =>
          growTree(orders, 16, orderDigest, ([from, to, tokenId, amount]: WrittenOrder) => ({
            from,
            to,
            tokenId,
            amount: BigInt(amount),
          })),
      ),
    },
    deposits: witness.deposits.map(([index, accountId, tokenId, amount]) => ({
      index: BigInt(index),
      accountId,
      tokenId,
      amount: BigInt(amount),
    })),
  };
}

function writeAccount(account: Account): WrittenAccount {
  const { id, publicKey, operatorId, nonce, redemptionIndex, balances } = account;
  return [
    id,
    publicKey,
    operatorId,
    nonce,
    redemptionIndex,
    [...balances].map(([token, amount]) => [token, amount.toString()]),
  ];
}

function readAccount([id, publicKey, operatorId, nonce, redemptionIndex, balances]: WrittenAccount): Account {
  return {
    id,
    publicKey,
    operatorId,
    nonce,
    redemptionIndex,
    balances: new Map(balances.map(([token, amount]) => [token, BigInt(amount)])),
  };
}

import { hash } from 'node:crypto';
import { genesisRoot, type GenesisAccount } from '@plimsoll/interface/operator/accounts';
import { fromHex, toHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { accountDigest, type Account } from './account.ts';
import { emptyKeyIndex, idOfKey, withKey, type KeyIndex } from './key-index.ts';
import {
  emptyTree,
  joinDigests,
  leafAt,
  merkleProof,
  treeRoot,
  withLeaf,
  type MerkleTree,
} from './merkle-tree.ts';
import { orderBatchOf, orderDigest, placesPerOrderBatch, type Order } from './order.ts';

/**
 * The rollup after some batch, or within one. Nothing in it is changed in place: keeping an old state, or a speculative
 * one beside the final one, is keeping a reference. Depths are the paper's: accounts 32, order batches 32, orders 16.
 */
export interface State {
  /** Batches applied; the genesis state has 0. */
  readonly height: number;
  /** SHA-256 of the data of the last batch. */
  readonly dataHash: Hex;
  readonly accounts: MerkleTree<Account>;
  /** Id of the next account to be created. */
  readonly accountCount: number;
  readonly keys: KeyIndex;
  /** By order-batch id, from 1. */
  readonly orderBatches: MerkleTree<MerkleTree<Order>>;
  /** Id of the last order batch; 0 before the first. */
  readonly orderBatchCount: number;
  /** Deposits of the contract's queue that batches have taken. */
  readonly depositsTaken: bigint;
}

/** The state at root zero: exactly these accounts, ids dense from 0. */
export function genesisState(accounts: readonly GenesisAccount[]): State {
  const start: State = {
    height: 0,
    dataHash: `0x${'00'.repeat(32)}`,
    accounts: emptyTree(32, accountDigest),
    accountCount: 0,
    keys: emptyKeyIndex,
    orderBatches: emptyTree<MerkleTree<Order>>(32, treeRoot),
    orderBatchCount: 0,
    depositsTaken: 0n,
  };
  return accounts.reduce((state, { id, publicKey, operatorId, balances }) => {
    if (id !== state.accountCount)
      throw new Error(`genesis account ${id} stands where ${state.accountCount} should`);
    return withNewAccount(state, {
      id,
      publicKey: publicKey.toLowerCase() as Hex,
      operatorId,
      nonce: 0,
      redemptionIndex: 0,
      balances: new Map(Object.entries(balances).map(([token, amount]) => [Number(token), BigInt(amount)])),
    });
  }, start);
}

/** An account by its id. */
export function accountOf(state: State, id: number): Account | undefined {
  return leafAt(state.accounts, id);
}

/** An account by its public key. */
export function accountOfKey(state: State, publicKey: Hex): Account | undefined {
  const id = idOfKey(state.keys, publicKey.toLowerCase() as Hex);
  return id === undefined ? undefined : accountOf(state, id);
}

/** The order at a moneyOrderTotalIndex, redeemed or not. */
export function orderAt(state: State, index: number): Order | undefined {
  const orders = leafAt(state.orderBatches, orderBatchOf(index));
  return orders && leafAt(orders, index % placesPerOrderBatch);
}

/** The state with one more account; its id is `accountCount`. */
export function withNewAccount(state: State, account: Account): State {
  return {
    ...state,
    accounts: withLeaf(state.accounts, account.id, account),
    accountCount: state.accountCount + 1,
    keys: withKey(state.keys, account.publicKey, account.id),
  };
}

/** The state with this account changed. */
export function withAccount(state: State, account: Account): State {
  return { ...state, accounts: withLeaf(state.accounts, account.id, account) };
}

/**
 * State root: SHA-256 of both trees' joint digest and the last batch's data hash; zero for genesis. The data hash is in it
 * since two batches may differ in nothing but the operation that used a nonce (RH-20), and the root is what tells a batch
 * from its rival (RG-12).
 */
export function stateRoot(state: State): Hex {
  if (state.height === 0) return genesisRoot;
  return toHex(
    joinDigests(joinDigests(treeRoot(state.orderBatches), treeRoot(state.accounts)), fromHex(state.dataHash)),
  );
}

/**
 * Path of an account's leaf up to the state root: 32 digests of the tree, then the order tree's root, then the data hash. The leaf's
 * place says which side each stands on; the last two stand left and right. Empty for genesis, whose root is no digest.
 */
export function accountProof(state: State, id: number): Hex[] {
  if (state.height === 0) return [];
  return [...merkleProof(state.accounts, id), treeRoot(state.orderBatches), fromHex(state.dataHash)].map(
    toHex,
  );
}

/** Path of an order up to the state root: 16 digests, then 32, then the account tree's root (right), then the data hash (right). */
export function orderProof(state: State, index: number): Hex[] {
  const batch = orderBatchOf(index);
  const orders = leafAt(state.orderBatches, batch) ?? emptyOrders;
  return [
    ...merkleProof(orders, index % placesPerOrderBatch),
    ...merkleProof(state.orderBatches, batch),
    treeRoot(state.accounts),
    fromHex(state.dataHash),
  ].map(toHex);
}

/** An order batch without orders. */
export const emptyOrders: MerkleTree<Order> = emptyTree(16, orderDigest);

/** SHA-256 of batch data, as it goes into the root. */
export function hashOfData(data: Hex): Hex {
  return toHex(hash('sha256', fromHex(data), 'buffer'));
}

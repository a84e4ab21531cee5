import { createPrivateKey } from 'node:crypto';
import type { PendingRecord } from '@plimsoll/interface/operator/kafka-records';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import { signWish } from '@plimsoll/load/operator/wanted-operation';

/** Which orders to sign: the n-th of all is that of account n mod accounts, so nonces follow each other over several lots. */
export interface OrdersTold {
  /** Id of the rollup, which every signature covers. */
  readonly rollup: Hex;
  /** PEM of each account's key, by account. */
  readonly keys: readonly string[];
  /** Number of the first order, and how many. */
  readonly from: number;
  readonly count: number;
  /** Length of the opaque bytes that an order carries. */
  readonly orderBytes: number;
}

/** A money order that is ready to be sent. */
export interface SignedOrder {
  readonly hash: Hex;
  readonly account: number;
  readonly counterpart: number;
  readonly nonce: number;
  readonly amount: string;
  /** The whole JSON-RPC request. */
  readonly body: string;
}

/** Money orders of 1 wei in the order in which they are to be sent, signed, each with its JSON-RPC request. About 50 µs each. */
export function signOrders({ rollup, keys, from, count, orderBytes }: OrdersTold): SignedOrder[] {
  const privateKeys = keys.map((pem) => createPrivateKey(pem));
  const accounts = keys.length;
  return Array.from({ length: count }, (_, at) => {
    const account = (from + at) % accounts;
    const operation: Operation = {
      kind: 'create-order',
      from: account,
      to: (account + 1) % accounts,
      tokenId: 0,
      amount: 1n,
      nonce: Math.floor((from + at) / accounts) + 1,
      blindingFactor: `0x${'00'.repeat(32)}`,
      encryptedMoneyOrder: `0x${'a5'.repeat(orderBytes)}`,
      randomizationFactor: '0x00',
    };
    const key = privateKeys[account];
    if (!key) throw new RangeError('orders without an account');
    const { facts, body } = signWish(rollup, key, operation, { expected: 'executed', purpose: 'load' });
    const { hash, counterpart, nonce, amount } = facts;
    return { hash: hash as Hex, account, counterpart, nonce, amount, body };
  });
}

/** The record of an accepted order in a pending-operations topic, as the interface has it (operator/kafka-records.ts). */
export function recordOf({ hash, body }: Pick<SignedOrder, 'hash' | 'body'>): string {
  const { method, params } = JSON.parse(body) as Pick<PendingRecord, 'method' | 'params'>;
  const record: PendingRecord = {
    v: 1,
    hash,
    method,
    params,
    acceptedBy: 'bench',
    acceptedAtMicros: Date.now() * 1000,
  };
  return JSON.stringify(record);
}

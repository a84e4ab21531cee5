import type { OperationRecord } from '@plimsoll/history/operator-record';
import { operationHash } from '@plimsoll/interface/operator/operation-hash';
import { signerOf, type Hex, type Operation } from '@plimsoll/interface/operator/operation';
import { paramsOf, writeMethods } from '@plimsoll/interface/operator/params';
import { signHash } from '@plimsoll/interface/operator/signature';
import type { KeyObject } from 'node:crypto';
import { rpcBody } from './rpc-call.ts';

/** What of an operation's record is the same in all its attempts. */
export type OperationFacts = Pick<
  OperationRecord,
  | 'id'
  | 'method'
  | 'hash'
  | 'account'
  | 'nonce'
  | 'counterpart'
  | 'tokenId'
  | 'amount'
  | 'index'
  | 'publicKey'
  | 'address'
  | 'expected'
  | 'rivals'
  | 'purpose'
>;

/** An operation that is signed and ready: every attempt sends the same bytes. It gets its number when it is first sent. */
export interface SignedWish {
  readonly facts: Omit<OperationFacts, 'id' | 'rivals'>;
  /** The whole JSON-RPC request. */
  readonly body: string;
}

/** The same with its number. */
export interface WantedOperation {
  readonly facts: OperationFacts;
  /** The whole JSON-RPC request. */
  readonly body: string;
}

/** Signs an operation (about 30 µs) and renders its request. */
export function signWish(
  rollup: Hex,
  key: KeyObject,
  operation: Operation,
  known: Pick<OperationFacts, 'expected' | 'purpose'>,
): SignedWish {
  const hash = operationHash(rollup, operation);
  const signature = signHash(hash, key);
  // Each request has an HTTP exchange of its own: one id serves for all.
  const body = rpcBody(
    { method: writeMethods[operation.kind], params: paramsOf({ operation, signature }) },
    1,
  );
  return { body, facts: factsOf(operation, hash, known) };
}

/** Gives a signed operation its number, and that of the rivals it belongs to. */
export function numbered({ facts, body }: SignedWish, id: number, rivals?: number): WantedOperation {
  return { body, facts: { id, ...facts, ...(rivals === undefined ? {} : { rivals }) } };
}

function factsOf(
  operation: Operation,
  hash: Hex,
  { expected, purpose }: Pick<OperationFacts, 'expected' | 'purpose'>,
): SignedWish['facts'] {
  const creation = operation.kind === 'create-account';
  return {
    method: operation.kind,
    hash,
    account: signerOf(operation) ?? -1,
    nonce: creation ? -1 : operation.nonce,
    counterpart:
      operation.kind === 'create-order'
        ? operation.to
        : operation.kind === 'redeem-order'
          ? operation.from
          : -1,
    tokenId: creation ? 0 : operation.tokenId,
    amount: creation ? '0' : operation.amount.toString(),
    ...(operation.kind === 'redeem-order' ? { index: operation.index } : {}),
    ...(creation ? { publicKey: operation.publicKey } : {}),
    ...(operation.kind === 'outbound' ? { address: operation.address } : {}),
    expected,
    purpose,
  };
}

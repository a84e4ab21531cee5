import Type from 'typebox';
import { call, Index, line, Micros, oneOf, optional, Text } from './line-schema.ts';

const Count = Type.Integer({ minimum: 0 });
const Amount = Type.String({ pattern: '^[0-9]+$' });
const observer = oneOf(['live', 'first', 'second']);
const method = oneOf(['create-account', 'create-order', 'redeem-order', 'outbound']);
const place = { observer, atMicros: Micros, topic: Text, partition: Count, offset: Type.Integer() };
const seen = { observer, atMicros: Micros };
const money = { account: Index, counterpart: Index, tokenId: Count, amount: Amount };
const created = { index: optional(Count), publicKey: optional(Text), address: optional(Text) };

/** Schema of each kind of record of a run against an operator; types and meanings are in operator-record.ts. */
export const operatorRecordSchemas = {
  operation: line('operation', {
    ...call,
    id: Count,
    attempt: Type.Integer({ minimum: 1 }),
    method,
    hash: Text,
    ...money,
    nonce: Index,
    ...created,
    expected: oneOf(['executed', 'rejected', 'either']),
    rivals: optional(Count),
    purpose: oneOf(['load', 'probe', 'poke']),
  }),
  status: line('status', {
    ...call,
    observer,
    hash: Text,
    status: oneOf(['PENDING', 'EXECUTED', 'REJECTED', 'UNKNOWN']),
    reason: optional(Text),
    batchHeight: optional(Count),
    stateRoot: optional(Text),
    blockNumber: optional(Count),
    blockHash: optional(Text),
    index: optional(Count),
    account: optional(Index),
  }),
  account: line('account', {
    ...call,
    observer,
    account: Index,
    view: oneOf(['final', 'recent']),
    nonce: Count,
    redemptionIndex: Count,
    balances: Type.Record(Text, Text),
    stateRoot: optional(Text),
  }),
  received: line('received', {
    ...call,
    observer,
    account: Index,
    from: Index,
    tokenId: Count,
    amount: Amount,
    index: Count,
    status: oneOf(['AVAILABLE_TO_REDEEM', 'REDEEMED']),
  }),
  pending: line('pending', { ...place, owner: Text, key: Text, hash: Text, acceptedBy: Text }),
  update: line('update', {
    ...place,
    owner: Text,
    event: oneOf(['submitted', 'finalised']),
    height: Count,
    newRoot: Text,
    blockNumber: Count,
    blockHash: Text,
    hashes: Type.Array(Text),
  }),
  invalid: line('invalid', { ...place, owner: Text, hash: Text, reason: Text, finalHeight: Count }),
  topic: line('topic', { ...place, state: oneOf(['garbage', 'end', 'unreadable']), detail: optional(Text) }),
  batch: line('batch', {
    ...seen,
    height: Count,
    parentRoot: Text,
    newRoot: Text,
    operatorId: Count,
    submitter: Text,
    depositsFrom: Count,
    depositsTo: Count,
    operations: Type.Array(
      Type.Object(
        { method, hash: Text, ...money, nonce: Index, ...created },
        { additionalProperties: false },
      ),
    ),
    blockNumber: Count,
    blockHash: Text,
    transactionHash: Text,
    gasUsed: Count,
  }),
  reverted: line('reverted', {
    ...seen,
    submitter: Text,
    error: optional(Text),
    operations: Count,
    gasUsed: Count,
    blockNumber: Count,
    transactionHash: Text,
  }),
  deposit: line('deposit', {
    ...seen,
    index: Count,
    account: Index,
    tokenId: Count,
    amount: Amount,
    blockNumber: Count,
  }),
  withdrawal: line('withdrawal', {
    ...seen,
    address: Text,
    tokenId: Count,
    amount: Amount,
    blockNumber: Count,
  }),
  block: line('block', { ...seen, number: Count, hash: Text, parentHash: Text }),
};

import { expect, test } from 'vitest';
import type { Plan } from '@plimsoll/history/plan';
import type { BatchRecord, OperationRecord } from '@plimsoll/history/operator-record';
import type { HistoryRecord, OpenRecord } from '@plimsoll/history/record';
import { conditions } from './conditions.ts';
import { digestOf, hashOf, rootOf } from '../operator-story.fixture.ts';
import { call, health, probes, send, smallPlan, step } from './imagined.fixture.ts';

const open = (stream: number, instance: string, fromMicros: number | null = null): OpenRecord => ({
  kind: 'open',
  stream,
  observer: 'live',
  client: 'watch',
  site: 'a',
  instance,
  member: 0,
  fromMicros,
  atMicros: 0,
});
const event = (stream: number, id: number, timestampMicros: number, type: 'deliver' | 'error' = 'deliver') =>
  ({
    kind: 'event',
    stream,
    atMicros: 0,
    timestampMicros,
    previousMicros: null,
    type,
    id,
    sender: 0,
    receipt: true,
    envelopes: [],
  }) as const;
const process = (event: 'paused' | 'resumed', atMs: number) =>
  ({ kind: 'process', instance: 'a-1', site: 'a', event, atMicros: atMs * 1000 }) as const;

/** For each condition records that meet it once, and records that come close and do not. */
const cases: Record<string, readonly [readonly HistoryRecord[], readonly HistoryRecord[]]> = {
  'acknowledged-during-fault': [
    [step('applied', 10), step('healed', 30), send(0, 15)],
    [step('applied', 10), step('healed', 30), send(0, 40), send(1, 15, { status: 'accepted' })],
  ],
  'delivered-through-gateway': [
    [open(1, 'gateway-a'), event(1, 0, 1)],
    [open(1, 'a-1'), event(1, 0, 1)],
  ],
  'duplicate-before-expiry': [
    [send(0, 1), send(0, 2, { attempt: 2 }), event(1, 0, 10), event(1, 0, 11)],
    [send(0, 1), send(0, 2, { attempt: 2, observedMicros: 9 }), event(1, 0, 10), event(1, 0, 11)],
  ],
  'error-event': [[event(1, 0, 1, 'error')], [event(1, 0, 1)]],
  expired: [[send(0, 1, { outcome: 'fail', code: 'MAX_SEQUENCING_TIME_EXCEEDED' })], [send(0, 1)]],
  'failover-under-load': [
    [step('applied', 10), step('bit', 11), send(0, 9, { doneMicros: 12_000 })],
    [step('applied', 10), step('not-bit', 11), send(0, 9, { doneMicros: 12_000 }), send(1, 20)],
  ],
  'instance-rejoined': [
    [
      { ...health('a-1', 1, true), incarnation: 'x' },
      { ...health('a-1', 2, true), incarnation: 'y' },
    ],
    [
      { ...health('a-1', 1, true), incarnation: 'x' },
      { ...health('a-1', 2, false), incarnation: 'y' },
    ],
  ],
  'intruder-refused': [
    [
      {
        ...call(1),
        kind: 'intrusion',
        asked: 'x',
        expected: ['SENDER_MISMATCH'],
        outcome: 'fail',
        code: 'SENDER_MISMATCH',
      },
    ],
    [
      {
        ...call(1),
        kind: 'intrusion',
        asked: 'x',
        expected: ['SENDER_MISMATCH'],
        outcome: 'fail',
        code: 'INTERNAL',
      },
    ],
  ],
  'node-said-not-ready': [
    [health('a-1', 1, true), health('a-1', 2, false), health('a-1', 3, false)],
    [health('a-1', 1, true), health('a-1', 2, null)],
  ],
  'outcome-unknown': [[send(0, 1, { outcome: 'info' })], [send(0, 1, { outcome: 'fail' })]],
  'paused-woke': [
    [process('paused', 1), process('resumed', 5), health('a-1', 6, false), health('a-1', 7, true)],
    [process('paused', 1), process('resumed', 5), health('a-1', 6, null)],
  ],
  'reader-waited': [
    probes('read', 'b-1', 'b', [0, 3000], [1000, 1500]),
    probes('read', 'b-1', 'b', [0, 3000]),
  ],
  'resumed-elsewhere': [
    [open(1, 'a-1'), open(2, 'b-1', 5)],
    [open(1, 'a-1'), open(2, 'a-1', 5), open(3, 'b-1')],
  ],
  'retry-after-expiry': [
    [send(0, 1, { attempt: 2, observedMicros: 5 })],
    [send(0, 1, { attempt: 2 }), send(1, 1)],
  ],
  'send-refused': [[send(0, 1, { outcome: 'fail' })], [send(0, 1, { outcome: 'info' })]],
  'sent-to-every-node': [
    [send(0, 1), send(1, 2, { servedBy: 'a-1' })],
    [send(0, 1), send(1, 2, { servedBy: 'a-1', outcome: 'fail' })],
  ],
};

const operation = (id: number, sentMs: number, more: Partial<OperationRecord> = {}): OperationRecord => ({
  ...call(sentMs),
  kind: 'operation',
  id,
  attempt: 1,
  method: 'create-order',
  hash: hashOf(id),
  account: 0,
  nonce: 1,
  counterpart: 1,
  tokenId: 0,
  amount: '1',
  expected: 'executed',
  purpose: 'load',
  ...more,
});
const redeem = { method: 'redeem-order', index: 65_536 } as const;
/** What the first observer reads: a batch of so many deposits and these operations. */
const batch = (deposits: number, ids: readonly number[], submitter = '0xa'): BatchRecord => ({
  kind: 'batch',
  observer: 'first',
  atMicros: 9e6,
  height: 1,
  parentRoot: rootOf(0),
  newRoot: rootOf(1),
  operatorId: 1,
  submitter,
  depositsFrom: 0,
  depositsTo: deposits,
  operations: ids.map((id) => {
    const { method, hash, account, counterpart, tokenId, amount, nonce } = operation(id, 0);
    return { method, hash, account, counterpart, tokenId, amount, nonce };
  }),
  blockNumber: 1,
  blockHash: digestOf('block'),
  transactionHash: digestOf('transaction'),
  gasUsed: 1,
});
const block = (number: number, hash: string): HistoryRecord => ({
  kind: 'block',
  observer: 'live',
  atMicros: 1,
  number,
  hash: digestOf(hash),
  parentHash: digestOf('parent'),
});
const reverted = (error: string): HistoryRecord => ({
  kind: 'reverted',
  observer: 'first',
  atMicros: 1,
  submitter: '0xa',
  error,
  operations: 1,
  gasUsed: 1,
  blockNumber: 1,
  transactionHash: digestOf('transaction'),
});
const status = (said: 'REJECTED' | 'EXECUTED'): HistoryRecord => ({
  ...call(1),
  kind: 'status',
  observer: 'first',
  hash: hashOf(0),
  status: said,
});
const rivals = { rivals: 4 } as const;

/** The same of operators. */
const operatorCases: typeof cases = {
  'batch-lost-race': [[reverted('StaleParent')], [reverted('BadProof')]],
  'deposit-taken': [[batch(1, [])], [batch(0, [0])]],
  'operation-rejected': [[status('REJECTED')], [status('EXECUTED')]],
  'redeemed-across-fault': [
    [step('applied', 10), step('healed', 30), operation(0, 15, redeem), batch(0, [0])],
    [step('applied', 10), step('healed', 30), operation(0, 40, redeem), operation(1, 15), batch(0, [0, 1])],
  ],
  reorganised: [
    [block(1, 'one'), block(1, 'other')],
    [block(1, 'one'), block(1, 'one'), block(2, 'two')],
  ],
  'retry-accepted': [
    [operation(0, 1, { outcome: 'info' }), operation(0, 2, { attempt: 2 })],
    [operation(0, 1, { outcome: 'fail' }), operation(0, 2, { attempt: 2 })],
  ],
  'rivals-accepted': [
    [operation(0, 1, rivals), operation(1, 1, rivals)],
    [operation(0, 1, rivals), operation(1, 1, { ...rivals, outcome: 'fail' })],
  ],
  'two-submitters': [
    [batch(0, [0]), batch(0, [1], '0xb')],
    [batch(0, [0]), batch(0, [1])],
  ],
  'acknowledged-during-fault': [
    [step('applied', 10), step('healed', 30), operation(0, 15)],
    [step('applied', 10), step('healed', 30), operation(0, 40), operation(1, 15, { outcome: 'info' })],
  ],
  'outcome-unknown': [[operation(0, 1, { outcome: 'info' })], [operation(0, 1, { outcome: 'fail' })]],
};

const plan = { ...smallPlan, gateways: [{ name: 'gateway-a', site: 'a' }] };
const hitsOf = (id: string, records: readonly HistoryRecord[]): number => {
  const watch = conditions.find((condition) => condition.id === id)?.watch(plan);
  for (const record of records)
    (watch?.on[record.kind] as ((record: HistoryRecord) => void) | undefined)?.(record);
  return watch?.hits() ?? -1;
};

test('the folder is the registry: each file has its own id and a case here', () => {
  expect(conditions.map((condition) => condition.id)).toEqual(
    [...new Set([...Object.keys(cases), ...Object.keys(operatorCases)])].sort(),
  );
});

test.each(Object.keys(cases))('%s is met once by what meets it and not by what comes close', (id) => {
  expect(hitsOf(id, cases[id]?.[0] ?? [])).toBe(1);
  expect(hitsOf(id, cases[id]?.[1] ?? [])).toBe(0);
});

test.each(Object.keys(operatorCases))('%s is met by an operator likewise', (id) => {
  expect(hitsOf(id, operatorCases[id]?.[0] ?? [])).toBe(1);
  expect(hitsOf(id, operatorCases[id]?.[1] ?? [])).toBe(0);
});

test('a condition that a single node cannot meet is not asked of it', () => {
  const subject = { capabilities: [] };
  const plan = { nodes: [{ name: 'only', site: 'a' }], gateways: [], subject } as unknown as Plan;
  const impossible = conditions.filter((each) => each.possible?.(plan) === false).map(({ id }) => id);
  expect(impossible).toEqual([
    'delivered-through-gateway',
    'deposit-taken',
    'resumed-elsewhere',
    'two-submitters',
  ]);
});

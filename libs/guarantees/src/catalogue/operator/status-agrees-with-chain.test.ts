import type { ChainOperation, StatusRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, hashOf, rootOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './status-agrees-with-chain.ts';

const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200, { nonce: 1 })
    .operation(2, 210, { method: 'outbound', nonce: 2, counterpart: -1, address: '0xAB' })
    .batch(400, [0, 2])
    .rejected(1, 'NONCE_TOO_LOW');
const says = (id: number, change: Partial<StatusRecord>) =>
  examine(guarantee, story(), (record, scene) =>
    record.kind === 'status' && record.hash === hashOf(id) && scene.instance === 'b-1'
      ? { ...record, ...change }
      : record,
  ).verdict;
const holds = (change: Partial<ChainOperation>) =>
  examine(guarantee, story(), (record) =>
    record.kind === 'batch'
      ? {
          ...record,
          operations: record.operations.map((each, n) => (n === 1 ? { ...each, ...change } : each)),
        }
      : record,
  ).verdict;

test('agrees', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 12 });
});

test.each([{ batchHeight: 2 }, { stateRoot: rootOf(2) }, { index: 65_537 }, { status: 'UNKNOWN' }] as const)(
  'an executed operation with %o',
  (change) => {
    expect(says(0, change)).toBe('FAIL');
  },
);

test('EXECUTED that is on no chain; PENDING that is', () => {
  expect(says(1, { status: 'EXECUTED' })).toBe('FAIL');
  expect(says(0, { status: 'PENDING' })).toBe('PASS');
});

test.each([{ amount: '11' }, { account: 2 }, { tokenId: 1 }, { nonce: 3 }, { address: '0xcd' }])(
  'a batch that holds it with %o',
  (change) => {
    expect(holds({})).toBe('PASS');
    expect(holds(change)).toBe('FAIL');
  },
);

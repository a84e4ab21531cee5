import type { StatusRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { call, examine } from '../../story.fixture.ts';
import guarantee from './terminal-stays.ts';

const live = (ms: number, status: StatusRecord['status'], instance = 'a-1'): StatusRecord => ({
  kind: 'status',
  ...call(ms, 1, instance),
  observer: 'live',
  hash: hashOf(0),
  status,
});
const said = (...records: readonly StatusRecord[]) => {
  const story = new OperatorStory().operation(0, 100).batch(400, [0]);
  for (const record of records) story.tell('watch', record.sentMicros / 1000, record);
  return examine(guarantee, story).verdict;
};

test('pending, executed, executed', () => {
  expect(said(live(200, 'PENDING'), live(450, 'EXECUTED'), live(500, 'EXECUTED'))).toBe('PASS');
});

test.each(['PENDING', 'UNKNOWN', 'REJECTED'] as const)('executed, then %s at the same instance', (status) => {
  expect(said(live(450, 'EXECUTED'), live(500, status))).toBe('FAIL');
});

test('another instance may lag, and may not contradict', () => {
  expect(said(live(450, 'EXECUTED'), live(500, 'PENDING', 'b-1'))).toBe('PASS');
  expect(said(live(450, 'EXECUTED'), live(500, 'UNKNOWN', 'b-1'))).toBe('PASS');
  expect(said(live(450, 'REJECTED', 'b-1'))).toBe('FAIL');
});

test('an answer that was overtaken is no retraction', () => {
  expect(said(live(450, 'EXECUTED'), { ...live(449, 'PENDING'), doneMicros: 600_000 })).toBe('PASS');
});

test('a redeemed order stays redeemed', () => {
  const received = (ms: number, status: 'REDEEMED' | 'AVAILABLE_TO_REDEEM') =>
    ({
      kind: 'received',
      ...call(ms, 1),
      observer: 'live',
      account: 1,
      from: 0,
      tokenId: 0,
      amount: '10',
      index: 65_536,
      status,
    }) as const;
  const shown = (...order: readonly ('REDEEMED' | 'AVAILABLE_TO_REDEEM')[]) => {
    const story = new OperatorStory();
    order.forEach((status, n) => story.tell('watch', 500 + n * 10, received(500 + n * 10, status)));
    return examine(guarantee, story).verdict;
  };
  expect(shown('AVAILABLE_TO_REDEEM', 'REDEEMED', 'REDEEMED')).not.toBe('FAIL');
  expect(shown('REDEEMED', 'AVAILABLE_TO_REDEEM')).toBe('FAIL');
});

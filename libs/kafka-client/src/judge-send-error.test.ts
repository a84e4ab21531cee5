import { expect, test } from 'vitest';
import { judgeSendError } from './judge-send-error.ts';

const answered = (type: string): Error => Object.assign(new Error(type), { type });
const wrapped = (cause: Error): Error => new Error('retries exceeded', { cause });

test('only what a leader answers before it appends is definite', () => {
  expect(judgeSendError(answered('NOT_ENOUGH_REPLICAS'))).toBe('too-few-replicas');
  expect(judgeSendError(wrapped(answered('NOT_LEADER_FOR_PARTITION')))).toBe('elsewhere');
  expect(judgeSendError(wrapped(wrapped(answered('MESSAGE_TOO_LARGE'))))).toBe('refused');
});

test('all else is unknown', () => {
  for (const type of [
    'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
    'REQUEST_TIMED_OUT',
    'OUT_OF_ORDER_SEQUENCE_NUMBER',
    'NEW',
  ])
    expect(judgeSendError(answered(type))).toBe('unknown');
  expect(judgeSendError(new Error('Closed connection'))).toBe('unknown');
  expect(judgeSendError(undefined)).toBe('unknown');
});

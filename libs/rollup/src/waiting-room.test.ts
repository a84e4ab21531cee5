import type { Operation } from '@plimsoll/interface/operator/operation';
import { expect, test } from 'vitest';
import { isStalled, WaitingRoom } from './waiting-room.ts';

test('patience ends in two steps, by the time of blocks', () => {
  const room = new WaitingRoom(100);
  expect(room.look('0xa', true, 1000)).toBe('waits');
  expect(room.look('0xa', true, 1099)).toBe('waits');
  expect(room.isExpired('0xa')).toBe(false);
  expect(room.look('0xa', true, 1100)).toBe('expired');
  expect(room.isExpired('0xa')).toBe(true);
  expect(room.look('0xa', true, 1199)).toBe('expired');
  expect(room.look('0xa', true, 1200)).toBe('over');
});

test('what it waited for came in time: it starts anew; too late: it stays out', () => {
  const room = new WaitingRoom(100);
  room.look('0xa', true, 1000);
  expect(room.look('0xa', false, 1050)).toBe('waits');
  expect(room.look('0xa', true, 1120)).toBe('waits');
  expect(room.look('0xa', true, 1220)).toBe('expired');
  // Another instance may already have given it up.
  expect(room.look('0xa', false, 1230)).toBe('expired');
  expect(room.look('0xa', false, 1320)).toBe('over');
  room.forget('0xa');
  expect(room.isExpired('0xa')).toBe(false);
});

test('a nonce is not stalled while every lower one is on its way', () => {
  const pending = (...nonces: number[]): { operation: Operation }[] =>
    nonces.map((nonce) => ({
      operation: { kind: 'outbound', from: 0, address: '0x', tokenId: 0, amount: 1n, nonce },
    }));
  const [seven] = pending(7) as [{ operation: Operation }];
  expect(isStalled('NONCE_TOO_HIGH', seven.operation, 4, pending(5, 5, 6, 7))).toBe(false);
  expect(isStalled('NONCE_TOO_HIGH', seven.operation, 4, pending(6, 7))).toBe(true);
  expect(isStalled('NONCE_TOO_HIGH', seven.operation, 4, pending(5, 7))).toBe(true);
  expect(isStalled('NONCE_TOO_HIGH', seven.operation, 6, pending(7))).toBe(false);
  expect(isStalled('ORDER_NOT_FOUND', seven.operation, 6, pending(7))).toBe(true);
  expect(isStalled(undefined, seven.operation, 6, pending(7))).toBe(false);
});

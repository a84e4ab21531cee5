import type { Operation } from '@plimsoll/interface/operator/operation';
import { expect, test } from 'vitest';
import { isStalled, WaitingRoom, type WaitingTime } from './waiting-room.ts';

/** Time that was followed as it passed. */
const at = (micros: number): WaitingTime => ({ chainMicros: micros, followedMicros: micros });

test('patience ends in two steps, by the time of blocks', () => {
  const room = new WaitingRoom(100);
  expect(room.look('0xa', true, at(1000))).toBe('waits');
  expect(room.look('0xa', true, at(1099))).toBe('waits');
  expect(room.isExpired('0xa')).toBe(false);
  expect(room.look('0xa', true, at(1100))).toBe('expired');
  expect(room.isExpired('0xa')).toBe(true);
  expect(room.look('0xa', true, at(1199))).toBe('expired');
  expect(room.look('0xa', true, at(1200))).toBe('over');
});

test('what it waited for came in time: it goes on; too late: it stays out until the end is over, and does not hang', () => {
  const room = new WaitingRoom(100);
  room.look('0xa', true, at(1000));
  expect(room.look('0xa', false, at(1050))).toBe('waits');
  expect(room.look('0xa', true, at(1120))).toBe('waits');
  expect(room.look('0xa', true, at(1220))).toBe('expired');
  expect(room.look('0xa', false, at(1294))).toBe('waits');
  expect(room.isExpired('0xa')).toBe(false);
  expect(room.look('0xa', true, at(1300))).toBe('waits');
  expect(room.look('0xa', true, at(1400))).toBe('expired');
  // Another instance may be about to give it up.
  expect(room.look('0xa', false, at(1475))).toBe('expired');
  expect(room.isExpired('0xa')).toBe(true);
  expect(room.look('0xa', false, at(1500))).toBe('waits');
  expect(room.isExpired('0xa')).toBe(false);
});

test('who slept puts it into no batch when it wakes, and rejects nothing before it could hear of what came meanwhile', () => {
  const room = new WaitingRoom(100);
  room.look('0xa', true, at(1000));
  expect(room.look('0xa', true, { chainMicros: 9000, followedMicros: 1010 })).toBe('expired');
  expect(room.look('0xa', true, { chainMicros: 9189, followedMicros: 1199 })).toBe('expired');
  expect(room.look('0xa', true, { chainMicros: 9190, followedMicros: 1200 })).toBe('over');
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

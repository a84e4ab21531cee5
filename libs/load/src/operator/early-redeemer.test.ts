import { createPrivateKey } from 'node:crypto';
import { expect, test } from 'vitest';
import type { OperationRecord } from '@plimsoll/history/operator-record';
import type { HistoryRecord } from '@plimsoll/history/record';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import { createAccount } from './create-accounts.ts';
import { EarlyRedeemer } from './early-redeemer.ts';
import { User } from './user.ts';
import { numbered } from './wanted-operation.ts';

interface Said {
  readonly status: string;
  readonly moneyOrderTotalIndex?: number;
}

/** A redeemer whose operations are registered at once, and whose look-ups are answered with what is said now. */
function hasty() {
  const user = new User(7, createPrivateKey(createAccount('').privateKeyPem), 1000n);
  const asked: OperationRecord[] = [];
  const recorded: HistoryRecord[] = [];
  let nowMicros = 0;
  let said: Said = { status: 'PENDING' };
  const caller = {
    inFlight: () => 0,
    call: (_address: unknown, _request: unknown, done: (reply: unknown) => void) =>
      done({
        outcome: 'ok',
        httpStatus: 200,
        text: JSON.stringify({ jsonrpc: '2.0', id: 1, result: said }),
        sentMicros: nowMicros,
        doneMicros: nowMicros,
      }),
  } as unknown as HttpCaller;
  const route = { address: 'x', endpoint: { instance: 'node-1' } } as unknown as Route;
  const redeemer = new EarlyRedeemer({
    caller,
    client: 'load',
    writer: { write: (record) => void recorded.push(record) },
    clock: () => nowMicros,
    user,
    rollup: `0x${'11'.repeat(32)}`,
    from: { site: 'a', all: [route] },
    periodMicros: 2e6,
    register: (wish, done) => {
      const record = { ...numbered(wish, asked.length).facts, outcome: 'ok' } as OperationRecord;
      asked.push(record);
      done({ how: 'registered', record });
    },
  });
  return {
    asked,
    recorded,
    user,
    act: (atMicros: number, now: Said = { status: 'PENDING' }) => {
      nowMicros = atMicros;
      said = now;
      redeemer.act();
    },
  };
}

test('an order to itself is redeemed as soon as it has an index, before it is final', () => {
  const { act, asked, recorded } = hasty();
  act(0);
  expect(asked).toMatchObject([
    { method: 'create-order', account: 7, counterpart: 7, nonce: 1, expected: 'executed', purpose: 'poke' },
  ]);
  act(1e5);
  expect(asked.length).toBe(1);
  act(2e5, { status: 'PENDING', moneyOrderTotalIndex: 65_536 });
  expect(asked[1]).toMatchObject({ method: 'redeem-order', nonce: 2, index: 65_536, expected: 'either' });
  expect(recorded).toMatchObject([
    { kind: 'status', status: 'PENDING' },
    { kind: 'status', status: 'PENDING', index: 65_536 },
  ]);
  // Redeemed once, whatever is said of it while it waits.
  act(3e5, { status: 'PENDING', moneyOrderTotalIndex: 65_536 });
  expect(asked.length).toBe(2);
});

test('the next round begins when all has ended and its time has come', () => {
  const { act, asked, user } = hasty();
  act(0);
  act(1e5, { status: 'PENDING', moneyOrderTotalIndex: 65_536 });
  act(3e5, { status: 'EXECUTED' });
  act(4e5);
  expect(asked.length).toBe(2);
  act(2e6);
  expect(asked[2]).toMatchObject({ method: 'create-order', nonce: 3, amount: '2' });
  // Final before anybody looked: too late to be early.
  act(2.1e6, { status: 'EXECUTED', moneyOrderTotalIndex: 131_072 });
  expect([asked.length, user.open.length]).toEqual([3, 0]);
});

test('a redemption that was rejected has not used its nonce', () => {
  const { act, asked } = hasty();
  act(0);
  act(1e5, { status: 'PENDING', moneyOrderTotalIndex: 65_536 });
  act(2e5, { status: 'REJECTED' });
  act(3e5, { status: 'EXECUTED' });
  act(4e6);
  expect(asked[2]).toMatchObject({ method: 'create-order', nonce: 2 });
});

import { expect, test } from 'vitest';
import { awaitOutcome } from '@plimsoll/domain/sequencer/await-outcome';
import type { StoredEvent } from '../reader/page.ts';
import { createWaiters } from './waiters.ts';

const round = (positionMicros: number, ...timestamps: number[]) => ({
  positionMicros,
  skipped: false,
  events: timestamps.map((timestampMicros): StoredEvent => ({
    timestampMicros,
    kind: 'D',
    senderId: 1,
    messageId: 'm',
    errorCode: null,
    content: '',
  })),
});

test('written is not sequenced: only what the reader is shown is', async () => {
  const waiters = createWaiters(awaitOutcome, 60_000);
  const { waiter, end } = waiters.wait(1000);
  waiter.assigned(100);
  waiter.written();
  waiters.onRound(round(99));
  expect(await Promise.race([end, Promise.resolve('open')])).toBe('open');
  waiters.onRound(round(100, 100));
  expect(await end).toMatchObject({ end: 'sequenced', event: { timestampMicros: 100 } });
});

test('passed by without it: lost, or expired beyond its maximum', async () => {
  const waiters = createWaiters(awaitOutcome, 60_000);
  const [lost, expired] = [waiters.wait(1000), waiters.wait(150)];
  lost.waiter.assigned(100);
  expired.waiter.assigned(110);
  waiters.onRound(round(200));
  expect((await lost.end).end).toBe('lost');
  expect((await expired.end).end).toBe('expired');
});

test('refused while queued is definite; nothing known in time is unknown', async () => {
  const waiters = createWaiters(awaitOutcome, 50);
  const [queued, given] = [waiters.wait(1000), waiters.wait(1000)];
  given.waiter.assigned(100);
  queued.waiter.refused();
  given.waiter.refused();
  expect((await queued.end).end).toBe('refused');
  expect((await given.end).end).toBe('unknown');
  await waiters.settled();
});

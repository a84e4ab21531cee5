import { createRequire } from 'node:module';
import { expect, test, vi } from 'vitest';
import { quietRequestQueue } from './quiet-request-queue.ts';

interface Queue {
  throttledUntil: number;
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
  destroy(): void;
}
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
  options: object,
) => Queue;
const queue = (): Queue =>
  new RequestQueue({ requestTimeout: 1000, clientId: 'c', broker: 'b', logger: { debug: () => undefined } });
const timersOf = (each: Queue): number => {
  const timer = vi.spyOn(globalThis, 'setTimeout');
  each.scheduleCheckPendingRequests();
  const made = timer.mock.calls.length;
  timer.mockRestore();
  each.destroy();
  return made;
};

test('an idle connection arms a timer by itself, and none with the override (K11)', () => {
  expect(timersOf(queue())).toBe(1);
  quietRequestQueue();
  expect(timersOf(queue())).toBe(0);
});

test('with something to wait for, the timer is there', () => {
  quietRequestQueue();
  expect(timersOf(Object.assign(queue(), { pending: [{}] }))).toBe(1);
  expect(timersOf(Object.assign(queue(), { throttledUntil: Date.now() + 1000 }))).toBe(1);
});

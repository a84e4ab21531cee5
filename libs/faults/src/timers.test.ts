import { expect, test } from 'vitest';
import { belowTheLeaseMs, beyondEveryTimerMs, longestTimerMs } from './timers.ts';

const swift = { keepAlive: 50, onlineCheck: 250, offlineAfter: 2_000 };

test('a long pause outlasts the lease and the check that notices', () => {
  expect(beyondEveryTimerMs(swift)).toBe(2_000 + 250 + 1_000);
  expect(beyondEveryTimerMs({ offlineAfter: 8_000, onlineCheck: 5_000 })).toBe(14_000);
});

test('a short pause stays well below the lease, whatever the lease is', () => {
  expect(belowTheLeaseMs(swift)).toBe(500);
  expect(belowTheLeaseMs({ lease: 300 })).toBe(100);
  expect(belowTheLeaseMs({ lease: 60 })).toBe(50);
});

test('an hour is no lease', () => {
  expect(longestTimerMs({ ...swift, pruning: 3_600_000 })).toBe(2_000);
});

test('a subject that names no timers gets defaults, not zero', () => {
  expect(longestTimerMs({})).toBe(0);
  expect(beyondEveryTimerMs({})).toBe(1_000);
  expect(belowTheLeaseMs({})).toBe(500);
});

import { expect, test } from 'vitest';
import type { WatchStatus } from '@plimsoll/load/client';
import { unsteady } from './steady.ts';

const good: WatchStatus = {
  probes: { 'read|a|n1': { ok: true, atMicros: 2_000_000, okSinceMicros: 1_000_000 } },
  health: { n1: { ready: true, atMicros: 2_000_000 } },
};

test('steady when every probe succeeds for long enough and everybody is ready', () => {
  expect(unsteady(good, 2_000_000, 500)).toEqual([]);
});

test('not steady without probes, with a failing or a young one, or with a node that is not ready', () => {
  expect(unsteady({ probes: {}, health: {} }, 0, 0)).toEqual(['no probe has answered yet']);
  expect(unsteady(good, 1_200_000, 500)).toEqual(['probe read|a|n1 succeeds only since a moment']);
  const failing = {
    ...good,
    probes: { 'read|a|n1': { ok: false, atMicros: 2_000_000, okSinceMicros: null } },
  };
  expect(unsteady(failing, 2_000_000, 500)).toEqual(['probe read|a|n1 fails']);
  expect(unsteady({ ...good, health: { n1: { ready: null, atMicros: 0 } } }, 2_000_000, 500)).toEqual([
    'n1 does not answer',
  ]);
  expect(unsteady({ ...good, health: { n1: { ready: false, atMicros: 0 } } }, 2_000_000, 500)).toEqual([
    'n1 is not ready',
  ]);
});

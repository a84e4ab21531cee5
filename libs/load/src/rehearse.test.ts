import { expect, test, vi } from 'vitest';
import type { DrawnSend } from './draw-send.ts';
import { rehearse } from './rehearse.ts';
import { runClock } from './run-clock.ts';
import { testMember } from './test-plan.fixture.ts';

const drawn: DrawnSend = {
  kind: 'plain',
  member: 0,
  awaits: 'accepted',
  envelopes: [{ to: [0], everyone: false, bytes: 100 }],
  route: 'own',
  againAfterMs: undefined,
};

test.each([0, 1, 100])('%i sends are drawn, made and answered, and nothing is left open', async (sends) => {
  const open = (): string[] => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'));
  const before = open();
  let draws = 0;
  const draw = (): DrawnSend => {
    draws += 1;
    return drawn;
  };
  await rehearse(sends, [testMember('alice')], draw, runClock(String(process.hrtime.bigint())));
  expect(draws).toBe(sends);
  // Handles are given back a turn after they were closed.
  await vi.waitFor(() => expect(open()).toEqual(before));
});

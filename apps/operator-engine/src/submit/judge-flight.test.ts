import { expect, test } from 'vitest';
import { type FlightFacts, judgeFlight, patienceBlocks } from './judge-flight.ts';

const flying: FlightFacts = {
  accepted: false,
  parentIsTip: true,
  reverted: false,
  known: true,
  blocksWaited: 0,
};

test('an accepted batch is a success whatever the answer was, even with a reverted twin', () => {
  expect(judgeFlight({ ...flying, accepted: true, parentIsTip: false, reverted: true, known: false })).toBe(
    'accepted',
  );
});

test('another batch on the parent ends it; nothing else does before its time', () => {
  expect(judgeFlight({ ...flying, parentIsTip: false })).toBe('lost');
  expect(judgeFlight({ ...flying, reverted: true })).toBe('refused');
  expect(judgeFlight({ ...flying, known: false })).toBe('resend');
  expect(judgeFlight(flying)).toBe('wait');
  expect(judgeFlight({ ...flying, blocksWaited: patienceBlocks })).toBe('outbid');
});

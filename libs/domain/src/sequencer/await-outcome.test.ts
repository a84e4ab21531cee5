import { expect, test } from 'vitest';
import { awaitOutcome } from './await-outcome.ts';

const send = { timestampMicros: 100, dropped: false, written: true, maxSequencingTimeMicros: 200 };

test('only what the reader was shown is sequenced', () => {
  expect(awaitOutcome(send, { positionMicros: 99, seen: false })).toBe('waiting');
  expect(awaitOutcome(send, { positionMicros: 100, seen: true })).toBe('sequenced');
});

test('a position at or beyond its timestamp without it is a definite loss', () => {
  expect(awaitOutcome(send, { positionMicros: 100, seen: false })).toBe('lost');
  expect(awaitOutcome(send, { positionMicros: 201, seen: false })).toBe('expired');
});

test('a dropped send has expired once sequenced time is past its maximum, not before', () => {
  const dropped = { timestampMicros: undefined, dropped: true, written: false, maxSequencingTimeMicros: 200 };
  expect(awaitOutcome(dropped, { positionMicros: 200, seen: false })).toBe('waiting');
  expect(awaitOutcome(dropped, { positionMicros: 201, seen: false })).toBe('expired');
});

test('a send that still waits in the queue is not judged', () => {
  const queued = { timestampMicros: undefined, dropped: false, written: true, maxSequencingTimeMicros: 200 };
  expect(awaitOutcome(queued, { positionMicros: 900, seen: false })).toBe('waiting');
});

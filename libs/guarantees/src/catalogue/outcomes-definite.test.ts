import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './outcomes-definite.ts';

const answered = (how: object) =>
  examine(guarantee, new Story().send(0, 100, { status: undefined, ...how } as never)).verdict;

test('an error of the table under its status', () => {
  expect(answered({ outcome: 'fail', code: 'SEQUENCER_UNAVAILABLE', httpStatus: 503 })).toBe('PASS');
});
test('a sequenced rejection with the code of its event', () => {
  const how = { outcome: 'fail', status: 'rejected', code: 'SEQUENCER_UNKNOWN_RECIPIENTS', httpStatus: 200 };
  expect(answered(how)).toBe('PASS');
});
test('no reply is no statement', () => {
  expect(answered({ outcome: 'info', code: 'TIMEOUT' })).toBe('NOT_TESTED');
});
test('a code that is not in the table', () => {
  expect(answered({ outcome: 'info', code: 'OH_NO', httpStatus: 500 })).toBe('FAIL');
});
test('another status than the table has', () => {
  expect(answered({ outcome: 'fail', code: 'SEQUENCER_UNAVAILABLE', httpStatus: 500 })).toBe('FAIL');
});
test('rubbish', () => {
  expect(answered({ outcome: 'info', code: 'GARBAGE', httpStatus: 200 })).toBe('FAIL');
});
test('rubbish on a subscription, and before it opened', () => {
  const line = examine(guarantee, new Story(), (record) =>
    record.kind === 'close' ? { ...record, code: 'GARBAGE' } : record,
  );
  expect(line.verdict).toBe('FAIL');
  const values = { member: 0, instance: 'a-1', code: 'GARBAGE' };
  const note = { kind: 'note', atMicros: 1, client: 'load', about: 'subscribe-failed', values } as const;
  expect(examine(guarantee, new Story().tell('load', 1, note)).verdict).toBe('FAIL');
});

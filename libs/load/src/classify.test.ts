import { sequencerErrors } from '@plimsoll/interface/sequencer/errors';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSendReply } from './attempt.ts';
import { classify } from './classify.ts';
import type { Reply } from './http-caller.ts';

const reply = (httpStatus: number | undefined, text: string, error?: Reply['error']): Reply => ({
  sentMicros: 1,
  doneMicros: 2,
  httpStatus,
  servedBy: undefined,
  text,
  error,
});
const outcome = (of: Reply): unknown => {
  const { outcome: how, code } = classify(of, isSendReply);
  return code === undefined ? how : `${how} ${code}`;
};

test('every row of the error table is as certain as the table says', () => {
  for (const { code, httpStatus, certainty } of sequencerErrors) {
    expect(outcome(reply(httpStatus, JSON.stringify({ error: { code, message: '' } })))).toBe(
      `${certainty === 'definite' ? 'fail' : 'info'} ${code}`,
    );
  }
});

test.each([
  [reply(202, '{"status":"accepted"}'), 'ok'],
  [reply(200, '{"status":"sequenced","timestampMicros":5}'), 'ok'],
  [reply(200, '{"status":"rejected","timestampMicros":5,"code":"X"}'), 'ok'],
  [reply(200, '{"status":"sequenced"}'), 'info GARBAGE'],
  [reply(200, '{"status":"sequenced","timestampMicros":"5"}'), 'info GARBAGE'],
  [reply(200, '<html>'), 'info GARBAGE'],
  [reply(200, 'null'), 'info GARBAGE'],
  [reply(503, '<html>'), 'info GARBAGE'],
  [reply(503, '{"error":{"code":"NEVER_HEARD_OF"}}'), 'info NEVER_HEARD_OF'],
  [reply(400, '{"error":{"code":"bad code"}}'), 'info GARBAGE'],
  [reply(undefined, '', 'TRANSPORT'), 'info TRANSPORT'],
  // Cut off in the middle of a reply: whatever its head said, it is not known.
  [reply(200, '{"status":"seq', 'TRANSPORT'), 'info TRANSPORT'],
  [reply(undefined, '', 'TIMEOUT'), 'info TIMEOUT'],
  [reply(undefined, '', 'NOT_SENT'), 'fail NOT_SENT'],
  [reply(200, 'xxx', 'GARBAGE'), 'info GARBAGE'],
] as const)('%j is %s', (of, expected) => {
  expect(outcome(of)).toBe(expected);
});

test('no rubbish is ever definite', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.string(), fc.json()), (status, text) => {
      const { outcome: how, code } = classify(reply(status, text), isSendReply);
      if (how === 'fail')
        expect(sequencerErrors.some((row) => row.code === code && row.certainty === 'definite')).toBe(true);
    }),
  );
});

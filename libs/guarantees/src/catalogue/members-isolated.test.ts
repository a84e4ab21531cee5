import type { IntrusionRecord } from '@plimsoll/history/record';
import { expect, test } from 'vitest';
import { call, examine, Story } from '../story.fixture.ts';
import guarantee from './members-isolated.ts';

const tried = (how: Partial<IntrusionRecord>) =>
  examine(
    guarantee,
    new Story().tell('watch', 100, {
      kind: 'intrusion',
      ...call(100, 1),
      outcome: 'fail',
      code: 'UNAUTHENTICATED',
      httpStatus: 401,
      asked: 'send without a token',
      expected: ['UNAUTHENTICATED'],
      ...how,
    }),
  ).verdict;

test('refused for the right reason', () => expect(tried({})).toBe('PASS'));
test('let in', () => expect(tried({ outcome: 'ok' })).toBe('FAIL'));
test('refused for another reason', () => expect(tried({ code: 'MALFORMED_REQUEST' })).toBe('FAIL'));
test.each(['SEQUENCER_UNAVAILABLE', 'TRANSPORT', 'TIMEOUT', 'NO_NODE_AVAILABLE'])(
  'an instance that cannot serve (%s) shows nothing',
  (code) => expect(tried({ code, outcome: 'info' })).toBe('NOT_TESTED'),
);

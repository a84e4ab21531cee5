import { expect, test } from 'vitest';
import { judgeSend, payloadMarginMicros, type SendTerms } from './judge-send.ts';

const terms: SendTerms = {
  maxSequencingTimeMicros: 1000,
  topologyTimestampMicros: undefined,
  payloadMicros: 900,
  recipientsKnown: true,
};

test('expiry allows equality and drops in silence beyond', () => {
  expect(judgeSend(terms, 1000)).toEqual({ kind: 'deliver' });
  expect(judgeSend(terms, 1001)).toEqual({ kind: 'drop', reason: 'MAX_SEQUENCING_TIME_EXCEEDED' });
});

test('a topology timestamp may equal the sequencing time, not exceed it', () => {
  expect(judgeSend({ ...terms, topologyTimestampMicros: 950 }, 950)).toEqual({ kind: 'deliver' });
  expect(judgeSend({ ...terms, topologyTimestampMicros: 951 }, 950)).toMatchObject({ kind: 'error' });
});

test('unknown recipients end as an error, but an expired request stays silent', () => {
  const unknown = { ...terms, recipientsKnown: false };
  expect(judgeSend(unknown, 950)).toEqual({ kind: 'error', code: 'SEQUENCER_UNKNOWN_RECIPIENTS' });
  expect(judgeSend(unknown, 1001)).toMatchObject({ kind: 'drop' });
});

test('an event is never later than its payload by more than the margin that pruning keeps', () => {
  const late = { ...terms, maxSequencingTimeMicros: Number.MAX_SAFE_INTEGER };
  expect(judgeSend(late, 900 + payloadMarginMicros)).toEqual({ kind: 'deliver' });
  expect(judgeSend(late, 901 + payloadMarginMicros)).toEqual({ kind: 'drop', reason: 'PAYLOAD_TOO_OLD' });
});

import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './at-most-once-after-expiry.ts';

const unknown = { outcome: 'info', code: 'TIMEOUT', status: undefined } as never;
const first = () => new Story().send(0, 100, { ...(unknown as object), maxSequencingTimeMicros: at(300) });

test('one event of the retry after observed expiry holds', () => {
  const story = first()
    .send(0, 400, { attempt: 2, observedMicros: at(350) })
    .sequenced(0, 402);
  expect(examine(guarantee, story)).toMatchObject({ verdict: 'PASS', checked: 1 });
});

test('an event of both is a breach', () => {
  const story = first()
    .send(0, 400, { attempt: 2, observedMicros: at(350) })
    .sequenced(0, 200)
    .sequenced(0, 402);
  expect(examine(guarantee, story)).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('expiry may be observed by an event at exactly that time', () => {
  const story = first()
    .send(0, 400, { attempt: 2, observedMicros: at(300) })
    .sequenced(0, 200)
    .sequenced(0, 402);
  expect(examine(guarantee, story).verdict).toBe('FAIL');
});

test('sent twice before expiry and delivered twice: legal, and counted', () => {
  const story = first().send(0, 150, { attempt: 2 }).sequenced(0, 152).sequenced(0, 160);
  const finding = examine(guarantee, story);
  expect(finding.verdict).not.toBe('FAIL');
  expect(finding.counts).toEqual({ duplicatesBeforeExpiry: 1 });
});

test('a retry recorded before the first attempt, which hung, is still the second', () => {
  const story = new Story()
    .send(0, 100, { ...(unknown as object), maxSequencingTimeMicros: at(300), doneMicros: 900_000 })
    .send(0, 400, { attempt: 2, observedMicros: at(350) })
    .sequenced(0, 200)
    .sequenced(0, 402);
  expect(examine(guarantee, story).verdict).toBe('FAIL');
});

test('a retry after a definite failure opens no round of its own', () => {
  const story = new Story()
    .send(0, 100, { outcome: 'fail', code: 'SEQUENCER_OVERLOADED', status: undefined } as never)
    .send(0, 120, { attempt: 2 })
    .sequenced(0, 122);
  expect(examine(guarantee, story).verdict).not.toBe('FAIL');
});

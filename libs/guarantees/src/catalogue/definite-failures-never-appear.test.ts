import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './definite-failures-never-appear.ts';

const refused = {
  outcome: 'fail',
  code: 'SEQUENCER_UNAVAILABLE',
  httpStatus: 503,
  status: undefined,
} as never;

test('what was refused and never appears holds', () => {
  const story = new Story().send(0, 100, refused).acknowledged(1, 150);
  expect(examine(guarantee, story)).toMatchObject({ verdict: 'PASS', checked: 1 });
});

test('what was refused and appears all the same is a breach', () => {
  const story = new Story().send(0, 100, refused).sequenced(0, 102);
  expect(examine(guarantee, story)).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('refused at first, sequenced by a retry: legal', () => {
  const story = new Story().send(0, 100, refused).send(0, 200, { attempt: 2 }).sequenced(0, 202);
  expect(examine(guarantee, story).verdict).not.toBe('FAIL');
});

test('an event that only the refused attempt could have made is a breach', () => {
  const story = new Story()
    .send(0, 100, { maxSequencingTimeMicros: at(300) })
    .send(0, 400, { attempt: 2, ...(refused as object), maxSequencingTimeMicros: at(600) })
    .sequenced(0, 450);
  expect(examine(guarantee, story).verdict).toBe('FAIL');
});

test('a sequenced rejection is a definite failure that does appear, as an error event', () => {
  const story = new Story()
    .send(0, 100, { outcome: 'fail', status: 'rejected', timestampMicros: at(102) })
    .sequenced(0, 102, { type: 'error' });
  expect(examine(guarantee, story).verdict).not.toBe('FAIL');
});

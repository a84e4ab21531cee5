import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './expiry-respected.ts';

test('before its time, and exactly at it', () => {
  const story = new Story()
    .send(0, 100, { maxSequencingTimeMicros: at(102) })
    .sequenced(0, 102)
    .send(1, 200)
    .sequenced(1, 202);
  expect(examine(guarantee, story)).toMatchObject({ verdict: 'PASS', counts: { atEquality: 2 } });
});

test('a microsecond too late, delivered or rejected', () => {
  for (const type of ['deliver', 'error'] as const) {
    const story = new Story()
      .send(0, 100, { maxSequencingTimeMicros: at(102) - 1 })
      .sequenced(0, 102, { type });
    expect(examine(guarantee, story).verdict).toBe('FAIL');
  }
});

test('answered too late although nobody was shown it', () => {
  const story = new Story().send(0, 100, {
    status: 'sequenced',
    timestampMicros: at(300),
    maxSequencingTimeMicros: at(200),
  });
  expect(examine(guarantee, story).verdict).toBe('FAIL');
});

test('with two attempts the later time is what is allowed', () => {
  const story = new Story()
    .send(0, 100, { maxSequencingTimeMicros: at(200) })
    .send(0, 150, { attempt: 2, maxSequencingTimeMicros: at(400) })
    .sequenced(0, 300);
  expect(examine(guarantee, story).verdict).toBe('PASS');
});

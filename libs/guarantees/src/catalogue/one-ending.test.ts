import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './one-ending.ts';

const code = 'SEQUENCER_UNKNOWN_RECIPIENTS';

test('a delivery, an error to the sender alone, or silence', () => {
  const story = new Story()
    .acknowledged(0, 100)
    .send(1, 200)
    .sequenced(1, 202, { type: 'error', code })
    .send(2, 300);
  expect(examine(guarantee, story).verdict).toBe('PASS');
});

test('both', () => {
  const story = new Story().send(0, 100).sequenced(0, 102).sequenced(0, 110, { type: 'error', code });
  expect(examine(guarantee, story).verdict).toBe('FAIL');
});

test('sent twice, it may end twice', () => {
  const story = new Story()
    .send(0, 100)
    .send(0, 105, { attempt: 2 })
    .sequenced(0, 102)
    .sequenced(0, 110, { type: 'error', code });
  expect(examine(guarantee, story).verdict).toBe('PASS');
});

const rejected = () => new Story().send(0, 100).sequenced(0, 102, { type: 'error', code });

test('an error event that another member sees', () => {
  const finding = examine(guarantee, rejected(), (record, scene) =>
    record.kind === 'event' && scene.member === 0 && scene.observer === 'first'
      ? [record, { ...record, stream: record.stream + 6 }]
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('an error event with content', () => {
  const finding = examine(guarantee, rejected(), (record) =>
    record.kind === 'event' ? { ...record, envelopes: [{ id: 0, index: 0, bytes: 1, digest: 1 }] } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

import { expect, test } from 'vitest';
import { at, examine, Story } from '../story.fixture.ts';
import guarantee from './rejections-have-cause.ts';

const unknown = 'SEQUENCER_UNKNOWN_RECIPIENTS';
const ahead = 'SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP';
const stranger = {
  purpose: 'poke' as const,
  envelopes: [
    { to: [1], bytes: 20, digest: 1 },
    { to: [-1], bytes: 20, digest: 1 },
  ],
};
const early = { purpose: 'poke' as const, topologyTimestampMicros: at(5000) };
const verdict = (story: Story) => examine(guarantee, story).verdict;

test('rejected for what they are', () => {
  const story = new Story()
    .send(0, 100, stranger)
    .sequenced(0, 102, { type: 'error', code: unknown })
    .send(1, 200, early)
    .sequenced(1, 202, { type: 'error', code: ahead });
  expect(verdict(story)).toBe('PASS');
});
test('delivered although a recipient is nobody', () => {
  expect(verdict(new Story().send(0, 100, stranger).sequenced(0, 102))).toBe('FAIL');
});
test('delivered although the topology timestamp is ahead', () => {
  expect(verdict(new Story().send(0, 100, early).sequenced(0, 102))).toBe('FAIL');
});
test('delivered with a topology timestamp that is not ahead, equality included', () => {
  const story = new Story().send(0, 100, { topologyTimestampMicros: at(102) }).sequenced(0, 102);
  expect(verdict(story)).toBe('PASS');
});
test.each([unknown, ahead, 'OUT_OF_SORTS'])('an ordinary send rejected with %s', (code) => {
  expect(verdict(new Story().send(0, 100).sequenced(0, 102, { type: 'error', code }))).toBe('FAIL');
});
test('what is not claimed is not asked for', () => {
  const story = new Story({ capabilities: [] }).send(0, 100, stranger).sequenced(0, 102);
  expect(verdict(story)).toBe('PASS');
});

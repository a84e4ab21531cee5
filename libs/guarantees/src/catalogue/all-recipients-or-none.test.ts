import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './all-recipients-or-none.ts';

const toBoth = { envelopes: [{ to: [1, 2], bytes: 20, digest: 5 }] };
const last = { envelopes: [{ to: [0, 1, 2], bytes: 20, digest: 6 }] };
const story = () => new Story().send(0, 100, toBoth).sequenced(0, 102).send(1, 900, last).sequenced(1, 902);
const without = (member: number) =>
  examine(guarantee, story(), (record, scene) =>
    record.kind === 'event' && record.id === 0 && scene.member === member ? undefined : record,
  ).verdict;

test('everybody, and nobody', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
  expect(examine(guarantee, new Story().send(0, 100, toBoth).send(1, 900).sequenced(1, 902)).verdict).toBe(
    'PASS',
  );
});
test('a recipient left out', () => expect(without(2)).toBe('FAIL'));
test('the sender left out', () => expect(without(0)).toBe('FAIL'));
test('a disabled recipient cannot be asked', () => {
  const disabled = new Story({ disabled: [2] })
    .send(0, 100, toBoth)
    .sequenced(0, 102)
    .send(1, 900, last)
    .sequenced(1, 902);
  expect(examine(guarantee, disabled).verdict).toBe('PASS');
});
test('a rejection goes to the sender alone', () => {
  const rejected = new Story()
    .send(0, 100, toBoth)
    .sequenced(0, 102, { type: 'error', code: 'X' })
    .send(1, 900, last)
    .sequenced(1, 902);
  expect(examine(guarantee, rejected).verdict).toBe('PASS');
});

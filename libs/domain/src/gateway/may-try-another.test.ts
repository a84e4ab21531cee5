import { expect, test } from 'vitest';
import { mayTryAnother } from './may-try-another.ts';

const lost = { neverSent: false, refusedAs: undefined, repeatable: false };

test('a send that may have arrived is not given to another node', () => {
  expect(mayTryAnother(lost)).toBe(false);
  expect(mayTryAnother({ ...lost, refusedAs: 'SEQUENCING_UNKNOWN' })).toBe(false);
});

test('a send that certainly did not arrive, or was refused as unavailable, is', () => {
  expect(mayTryAnother({ ...lost, neverSent: true })).toBe(true);
  expect(mayTryAnother({ ...lost, refusedAs: 'SEQUENCER_UNAVAILABLE' })).toBe(true);
});

test('what may be repeated is', () => {
  expect(mayTryAnother({ ...lost, repeatable: true })).toBe(true);
});

import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './expected-outcomes.ts';

const rejected = { expected: 'rejected', nonce: 1 } as const;

test('as they must', () => {
  const told = new OperatorStory()
    .operation(0, 100)
    .operation(1, 200, rejected)
    .batch(300, [0])
    .rejected(1, 'NONCE_TOO_LOW');
  expect(examine(guarantee, told)).toMatchObject({ verdict: 'PASS', checked: 2 });
});

test('executed though it must not be; rejected though it must not be', () => {
  expect(examine(guarantee, new OperatorStory().operation(0, 100, rejected).batch(300, [0])).verdict).toBe(
    'FAIL',
  );
  const told = new OperatorStory().operation(0, 100).rejected(0, 'QUARANTINED');
  expect(examine(guarantee, told).verdict).toBe('FAIL');
});

test('what had to wait for a nonce that never came may be rejected', () => {
  const waited = (nonce: number) =>
    examine(guarantee, new OperatorStory().operation(0, 100, { nonce }).rejected(0, 'NONCE_TOO_HIGH'))
      .verdict;
  expect(waited(2)).toBe('PASS');
  expect(waited(1)).toBe('FAIL');
});

test('what lost its nonce to an attempt that was given up may be rejected', () => {
  const lost = (other: boolean) => {
    const told = new OperatorStory()
      .operation(0, 100, { outcome: 'info', code: 'TIMEOUT' })
      .operation(1, 200, { nonce: 1 })
      .rejected(1, 'REPLACED_BY_OPERATION_WITH_SAME_NONCE');
    return examine(guarantee, other ? told.batch(300, [0]) : told).verdict;
  };
  expect(lost(true)).toBe('PASS');
  expect(lost(false)).toBe('FAIL');
});

test('of rivals one is executed, unless none was accepted or one has not ended', () => {
  const rivals = (more: object = {}) =>
    new OperatorStory()
      .operation(0, 100, { rivals: 3, expected: 'either', ...more })
      .operation(1, 100, { rivals: 3, expected: 'either', nonce: 1, ...more })
      .rejected(0, 'QUARANTINED');
  expect(examine(guarantee, rivals().batch(300, [1])).verdict).toBe('PASS');
  expect(examine(guarantee, rivals().rejected(1, 'QUARANTINED')).verdict).toBe('FAIL');
  expect(examine(guarantee, rivals()).verdict).toBe('PASS');
  expect(examine(guarantee, rivals({ outcome: 'fail', code: 'OVER_CAPACITY' })).verdict).toBe('PASS');
});

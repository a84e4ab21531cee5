import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './account-order.ts';

const story = () =>
  new OperatorStory().operation(0, 100).operation(1, 200).operation(2, 300, { account: 2, nonce: 1 });

test('in order', () => {
  expect(examine(guarantee, story().batch(400, [0, 2]).batch(500, [1])).verdict).toBe('PASS');
});

test('out of order, or with one left out', () => {
  const swapped = examine(guarantee, story().batch(400, [1]).batch(500, [0]));
  expect(swapped).toMatchObject({ verdict: 'FAIL', violations: 2 });
  expect(examine(guarantee, story().batch(400, [1])).verdict).toBe('FAIL');
});

test('the same nonce twice is nonce-once’s', () => {
  const told = new OperatorStory().operation(0, 100).operation(1, 200, { nonce: 1 }).batch(400, [0, 1]);
  expect(examine(guarantee, told).verdict).toBe('PASS');
});

test('two partitions for one account (RM-18)', () => {
  const finding = examine(guarantee, story().batch(400, [0, 2]).batch(500, [1]), (record) =>
    record.kind === 'pending' && record.hash === hashOf(1) ? { ...record, partition: 2 } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

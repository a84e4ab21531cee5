import { expect, test } from 'vitest';
import { OperatorStory, digestOf, hashOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './lost-race-drops-nothing.ts';

const raced = (error = 'StaleParent') =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200)
    .operation(2, 300, { nonce: 1 })
    .rejected(2, 'NONCE_TOO_LOW')
    .tell('first', 2100, {
      kind: 'reverted',
      observer: 'first',
      atMicros: 2_100_000,
      submitter: '0xb',
      error,
      operations: 1,
      gasUsed: 30_000,
      blockNumber: 11,
      transactionHash: digestOf('lost'),
    });

test('nothing was dropped', () => {
  const finding = examine(guarantee, raced().batch(400, [0]).batch(500, [1]));
  expect(finding).toMatchObject({ verdict: 'PASS', checked: 3, counts: { races: 1 } });
});

test('dropped (RM-10)', () => {
  expect(examine(guarantee, raced().batch(400, [0]))).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('dropped, and called executed', () => {
  const finding = examine(guarantee, raced().batch(400, [0]), (record) =>
    record.kind === 'status' && record.hash === hashOf(1) ? { ...record, status: 'EXECUTED' } : record,
  );
  expect(finding.witnesses[0]?.prose).toContain('calls it EXECUTED');
});

test('no race was lost: nothing is shown', () => {
  expect(examine(guarantee, raced('BadProof').batch(400, [0])).verdict).toBe('NOT_TESTED');
});

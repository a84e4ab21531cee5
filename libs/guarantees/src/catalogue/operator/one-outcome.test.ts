import type { StatusRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, hashOf, rootOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './one-outcome.ts';

const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200, { nonce: 1 })
    .batch(400, [0])
    .rejected(1, 'NONCE_TOO_LOW');
const atB = (id: number, change: Partial<StatusRecord>) =>
  examine(guarantee, story(), (record, scene) =>
    record.kind === 'status' && record.hash === hashOf(id) && scene.instance === 'b-1'
      ? { ...record, ...change }
      : record,
  );

test('all alike', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 2 });
});

test.each([
  [0, { status: 'REJECTED', reason: 'NONCE_TOO_LOW' }],
  [1, { reason: 'BALANCE_TOO_LOW' }],
  [0, { batchHeight: 2 }],
  [0, { index: 65_537 }],
  [0, { stateRoot: rootOf(2) }],
] as const)('operation %i is %o at b-1 alone', (id, change) => {
  const finding = atB(id, change);
  expect(finding).toMatchObject({ verdict: 'FAIL', violations: 1 });
  expect(finding.witnesses[0]?.prose).toContain(Object.keys(change)[0]);
});

test('what is not known or not ended there is another promise', () => {
  expect(atB(0, { status: 'PENDING' }).verdict).toBe('PASS');
  expect(atB(0, { status: 'UNKNOWN' }).verdict).toBe('PASS');
});

import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { call, examine } from '../../story.fixture.ts';
import guarantee from './rejected-never-executes.ts';

const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200, { nonce: 1 })
    .batch(400, [0])
    .rejected(1, 'NONCE_TOO_LOW');
const live = (id: number) =>
  story().tell('watch', 300, {
    kind: 'status',
    ...call(300, 1),
    observer: 'live',
    hash: hashOf(id),
    status: 'REJECTED',
    reason: 'NONCE_TOO_HIGH',
  });

test('rejected and not on the chain', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 1 });
  expect(examine(guarantee, live(1)).verdict).toBe('PASS');
});

test('called rejected once while the run went on, and executed', () => {
  expect(examine(guarantee, live(0))).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('called rejected at the end, and on the chain', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'status' && record.hash === hashOf(0) ? { ...record, status: 'REJECTED' } : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './accepted-operations-end.ts';

const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200)
    .operation(2, 300, { nonce: 2 })
    .batch(400, [0, 1])
    .rejected(2, 'REPLACED_BY_OPERATION_WITH_SAME_NONCE');

test('executed or rejected: both are an end', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 3 });
});

test('one instance that knows it not is a loss, that has it pending a hang', () => {
  const says = (status: 'UNKNOWN' | 'PENDING') =>
    examine(guarantee, story(), (record, scene) =>
      record.kind === 'status' &&
      record.hash === hashOf(1) &&
      scene.instance === 'b-1' &&
      scene.observer === 'first'
        ? { ...record, status }
        : record,
    );
  expect(says('UNKNOWN')).toMatchObject({ verdict: 'FAIL', violations: 1, counts: { lost: 1, stuck: 0 } });
  expect(says('PENDING')).toMatchObject({ verdict: 'FAIL', violations: 1, counts: { lost: 0, stuck: 1 } });
  expect(says('UNKNOWN').witnesses[0]?.prose).toContain('b-1 knew no such operation');
});

test('an answer OPERATION_NOT_FOUND is a loss too', () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'status' && record.hash === hashOf(1)
      ? { ...record, outcome: 'fail', code: 'OPERATION_NOT_FOUND' }
      : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

test('what was never acknowledged may be unknown; what was not answered says nothing', () => {
  const refused = story().operation(3, 350, { outcome: 'fail', code: 'OVER_CAPACITY' });
  expect(examine(guarantee, refused)).toMatchObject({ verdict: 'PASS', checked: 3 });
  const silent = examine(guarantee, story(), (record) =>
    record.kind === 'status' ? { ...record, outcome: 'info', code: 'TIMEOUT', status: 'UNKNOWN' } : record,
  );
  expect(silent.verdict).toBe('PASS');
});

test('accepted at the second attempt is accepted', () => {
  const retried = new OperatorStory()
    .operation(0, 100, { outcome: 'info', code: 'TIMEOUT' })
    .operation(0, 200, { attempt: 2 });
  expect(examine(guarantee, retried)).toMatchObject({ verdict: 'FAIL', checked: 1 });
});

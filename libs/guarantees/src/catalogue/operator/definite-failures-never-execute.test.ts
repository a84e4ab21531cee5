import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './definite-failures-never-execute.ts';

const refused = { outcome: 'fail', code: 'WRITE_REFUSED' } as const;

test('refused, and not there', () => {
  const told = new OperatorStory().operation(0, 100, refused).operation(1, 200, { nonce: 1 }).batch(300, [1]);
  expect(examine(guarantee, told)).toMatchObject({ verdict: 'PASS', checked: 1 });
});

test('refused, and executed (RM-14)', () => {
  const told = new OperatorStory().operation(0, 100, refused).batch(300, [0]);
  expect(examine(guarantee, told)).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('refused once, accepted or unknown another time: may be there', () => {
  for (const outcome of ['ok', 'info'] as const) {
    const told = new OperatorStory()
      .operation(0, 100, refused)
      .operation(0, 200, { attempt: 2, outcome })
      .batch(300, [0]);
    expect(examine(guarantee, told).verdict).not.toBe('FAIL');
  }
});

test('refused here and accepted there: it stands in that topic only (RM-14)', () => {
  const told = new OperatorStory()
    .operation(0, 100, refused)
    .operation(0, 200, { attempt: 2, instance: 'b-1', site: 'b' })
    .batch(300, [0]);
  const ownedBy = (owner: string) =>
    examine(guarantee, told, (record) =>
      record.kind === 'pending' && record.hash === hashOf(0) ? { ...record, owner } : record,
    );
  expect(ownedBy('b-1')).toMatchObject({ verdict: 'PASS', checked: 1 });
  expect(ownedBy('a-1')).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

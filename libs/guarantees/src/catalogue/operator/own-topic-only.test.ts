import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './own-topic-only.ts';

const story = () =>
  new OperatorStory({ gateways: ['a-gate'] })
    .operation(0, 100)
    .operation(1, 200, { instance: 'b-1', servedBy: 'b-1' });

test('each in its own', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 2 });
});

test('published again by who copied it (RM-06), under its own name or not', () => {
  for (const acceptedBy of ['a-1', 'b-1']) {
    const finding = examine(guarantee, story(), (record) =>
      record.kind === 'pending' && record.hash === hashOf(0)
        ? [record, { ...record, owner: 'b-1', acceptedBy }]
        : record,
    );
    expect(finding.verdict).toBe('FAIL');
  }
});

test('twice in the own topic is legal, and in two if it was sent to both or through a gateway', () => {
  const twice = examine(guarantee, story(), (record) =>
    record.kind === 'pending' ? [record, record] : record,
  );
  expect(twice.verdict).toBe('PASS');
  const both = story().operation(0, 150, { attempt: 2, instance: 'b-1', servedBy: 'b-1' });
  expect(examine(guarantee, both).verdict).toBe('PASS');
  const through = story()
    .operation(2, 250, { instance: 'a-gate', outcome: 'info', code: 'UPSTREAM_LOST' })
    .operation(2, 260, { attempt: 2, instance: 'a-gate', servedBy: 'b-1' });
  expect(examine(guarantee, through).verdict).toBe('PASS');
});

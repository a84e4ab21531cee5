import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './accepted-is-in-own-topic.ts';

const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200, { instance: 'b-1', servedBy: 'b-1' })
    .batch(400, [0]);

test('in the own topic', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 3 });
});

test('in no topic, acknowledged or executed', () => {
  const without = (id: number) =>
    examine(guarantee, story(), (record) =>
      record.kind === 'pending' && record.hash === hashOf(id) ? undefined : record,
    );
  expect(without(1)).toMatchObject({ verdict: 'FAIL', violations: 1 });
  expect(without(0)).toMatchObject({ verdict: 'FAIL', violations: 2 });
});

test("in another's topic only", () => {
  const finding = examine(guarantee, story(), (record) =>
    record.kind === 'pending' && record.hash === hashOf(1) ? { ...record, owner: 'a-1' } : record,
  );
  expect(finding.witnesses[0]?.prose).toContain('it stands in the topic of a-1 only');
});

test('through a gateway that does not say who did the work', () => {
  const told = new OperatorStory({ gateways: ['g'] }).operation(0, 100, { instance: 'g', servedBy: 'a-1' });
  const finding = examine(guarantee, told, (record) => {
    if (record.kind !== 'operation') return record;
    const { servedBy: _servedBy, ...unnamed } = record;
    return unnamed;
  });
  expect(finding.verdict).toBe('PASS');
});

test('sent to two instances, acknowledged by the one that had copied it from the other', () => {
  const told = story().operation(1, 250, { attempt: 2 });
  const finding = examine(guarantee, told, (record) =>
    record.kind === 'pending' && record.hash === hashOf(1) ? { ...record, owner: 'a-1' } : record,
  );
  expect(finding.verdict).toBe('PASS');
});

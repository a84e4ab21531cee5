import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './operators-apart.ts';

test('its own accounts; another operator’s', () => {
  const told = () => new OperatorStory().operation(0, 100).operation(1, 150).batch(200, [0]).batch(300, [1]);
  expect(examine(guarantee, told()).verdict).toBe('PASS');
  const finding = examine(guarantee, told(), (record) =>
    record.kind === 'batch' && record.height === 2 ? { ...record, operatorId: 2 } : record,
  );
  expect(finding).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

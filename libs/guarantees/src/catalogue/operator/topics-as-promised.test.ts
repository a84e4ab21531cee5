import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './topics-as-promised.ts';

test('as promised; garbage is not', () => {
  const told = () => new OperatorStory().operation(0, 100).batch(200, [0]);
  expect(examine(guarantee, told()).verdict).toBe('PASS');
  const finding = examine(guarantee, told(), (record) =>
    record.kind === 'topic' ? [{ ...record, state: 'garbage', detail: 'not JSON' }, record] : record,
  );
  expect(finding.verdict).toBe('FAIL');
});

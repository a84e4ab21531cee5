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

test('a topic that neither observer can read; one of them is the other check’s', () => {
  const unreadable = (observers: readonly string[]) =>
    examine(guarantee, new OperatorStory().operation(0, 100).batch(200, [0]), (record) =>
      record.kind === 'topic' && observers.includes(record.observer)
        ? { ...record, state: 'unreadable', detail: 'no leader' }
        : record,
    ).verdict;
  expect(unreadable(['first'])).toBe('PASS');
  expect(unreadable(['first', 'second'])).toBe('FAIL');
});

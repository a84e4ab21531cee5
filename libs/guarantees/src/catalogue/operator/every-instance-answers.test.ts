import { expect, test } from 'vitest';
import { OperatorStory, hashOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './every-instance-answers.ts';

const silent = (observers: readonly string[]) =>
  examine(
    guarantee,
    new OperatorStory().operation(0, 100).operation(1, 200).batch(300, [0, 1]),
    (record, scene) =>
      record.kind === 'status' &&
      record.hash === hashOf(1) &&
      scene.instance === 'b-1' &&
      observers.includes(record.observer)
        ? undefined
        : record,
  ).verdict;

test('of two operators each answers for its own accounts', () => {
  const story = new OperatorStory().operation(0, 100).batch(300, [0]);
  const { scenario } = story.plan;
  const topology = { ...scenario.topology, chain: { operatorIds: { a: 1, b: 2 } } };
  const plan = { ...story.plan, scenario: { ...scenario, topology } };
  const without = (instance: string) =>
    examine(guarantee, { plan, records: (alter) => story.records(alter) }, (record, scene) =>
      record.kind === 'status' && scene.instance === instance ? undefined : record,
    ).verdict;
  expect(without('b-1')).toBe('PASS');
  expect(without('a-1')).toBe('FAIL');
});

test('asked by both, one is enough; neither is not', () => {
  expect(silent([])).toBe('PASS');
  expect(silent(['first'])).toBe('PASS');
  expect(silent(['first', 'second'])).toBe('FAIL');
});

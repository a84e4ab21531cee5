import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './nonce-once.ts';

const rivals = () =>
  new OperatorStory()
    .operation(0, 100, { rivals: 7, expected: 'either' })
    .operation(1, 100, { rivals: 7, expected: 'either', nonce: 1, instance: 'b-1', servedBy: 'b-1' });

test('one of two rivals is executed', () => {
  expect(examine(guarantee, rivals().batch(400, [1]))).toMatchObject({ verdict: 'PASS', checked: 1 });
});

test('both are (RM-15)', () => {
  const finding = examine(guarantee, rivals().batch(400, [0]).batch(500, [1]));
  expect(finding).toMatchObject({ verdict: 'FAIL', violations: 1 });
  expect(finding.witnesses[0]?.prose).toContain('Nonce 1 of account 0 is used twice');
});

test('the same operation twice is executed-once’s', () => {
  expect(examine(guarantee, rivals().batch(400, [0]).batch(500, [0])).verdict).toBe('PASS');
});

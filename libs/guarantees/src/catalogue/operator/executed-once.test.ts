import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './executed-once.ts';

const create = { method: 'create-account', account: -1, nonce: -1, counterpart: -1, amount: '0' } as const;
const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200)
    .operation(2, 300, { ...create, publicKey: '0x01' })
    .operation(3, 300, { ...create, publicKey: '0x02' });

test('each once', () => {
  const finding = examine(guarantee, story().batch(400, [0, 2]).batch(500, [1, 3]));
  expect(finding).toMatchObject({ verdict: 'PASS', checked: 4 });
});

test('the same hash in two batches, and twice in one (RM-04, RM-11)', () => {
  const two = examine(guarantee, story().batch(400, [0, 1]).batch(500, [1]));
  expect(two).toMatchObject({ verdict: 'FAIL', violations: 1 });
  expect(two.witnesses[0]?.prose).toContain('in batch 1 and in batch 2');
  expect(examine(guarantee, story().batch(400, [0, 0])).verdict).toBe('FAIL');
});

test('two accounts for one key, by two operations', () => {
  const told = new OperatorStory()
    .operation(0, 100, { ...create, publicKey: '0x01' })
    .operation(1, 100, { ...create, publicKey: '0x01' })
    .batch(400, [0])
    .batch(500, [1]);
  expect(examine(guarantee, told)).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

import { expect, test } from 'vitest';
import { OperatorStory, orderIndex } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './redeemed-when-final.ts';

/** An order in the first batch, redeemed in a batch so many blocks later. */
const story = (blocksLater: number, options: ConstructorParameters<typeof OperatorStory>[0] = {}) => {
  const told = new OperatorStory({ bounds: { finalityBlocks: 3 }, ...options })
    .operation(0, 100)
    .redeem(1, 250, orderIndex(1, 0))
    .batch(200, [0])
    .batch(300, [1]);
  return examine(guarantee, told, (record) =>
    record.kind === 'batch' ? { ...record, blockNumber: 10 + (record.height - 1) * blocksLater } : record,
  );
};

test('three successors, then the redemption’s block', () => {
  expect(story(4)).toMatchObject({ verdict: 'PASS', checked: 1 });
  expect(story(9).verdict).toBe('PASS');
});

test('one successor too few', () => {
  const finding = story(3);
  expect(finding.verdict).toBe('FAIL');
  expect(finding.witnesses[0]?.prose).toContain('in block 13 redeems order 65536 of block 10, which had 2');
  expect(story(1).verdict).toBe('FAIL');
});

test('nothing is claimed; or a reorganisation put batches into other blocks', () => {
  expect(story(1, { bounds: {} }).verdict).toBe('NOT_TESTED');
  expect(story(1, { trials: [{ fault: 'chain-reorg' }] }).verdict).toBe('NOT_TESTED');
});

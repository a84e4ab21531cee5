import { expect, test } from 'vitest';
import { inShard, parseShard } from './shard.ts';

test('every item belongs to exactly one shard', () => {
  const shards = [1, 2, 3].map((index) => parseShard(`${index}/3`));
  for (let item = 0; item < 20; item += 1) {
    expect(shards.filter((shard) => inShard(item, shard))).toHaveLength(1);
  }
});

test('without a shard everything is in', () => {
  expect(inShard(17, parseShard(undefined))).toBe(true);
});

test.each(['0/3', '4/3', '1/0', 'x', '1-3', '1/3/5'])('%s is refused', (text) => {
  expect(() => parseShard(text)).toThrow('is not a part');
});

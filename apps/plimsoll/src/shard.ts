import { Problem } from '@plimsoll/interface/problem/problem';

/** One part of work split over several machines: the `index`-th (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Parses `2/8`; nothing means all. */
export function parseShard(text: string | undefined): Shard {
  if (text === undefined) return { index: 1, count: 1 };
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const index = Number(match?.[1]);
  const count = Number(match?.[2]);
  if (match !== null && count >= 1 && index >= 1 && index <= count) return { index, count };
  throw new Problem(
    `--shard ${text} is not a part`,
    'It takes i/n with 1 ≤ i ≤ n.',
    'For example --shard 2/8.',
  );
}

/** Does item number `item` (from 0) belong to the shard? Every item belongs to exactly one. */
export function inShard(item: number, shard: Shard): boolean {
  return item % shard.count === shard.index - 1;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyTree, joinDigests, leafAt, merkleProof, treeRoot, withLeaf } from './merkle-tree.ts';

const depth = 4;
const digestOf = (value: number): Buffer => Buffer.alloc(32, value);
const start = emptyTree(depth, digestOf);

/** All leaves, then pairs, until one is left. */
function slowRoot(leaves: ReadonlyMap<number, number>): Buffer {
  let level = Array.from({ length: 2 ** depth }, (_, key) =>
    leaves.has(key) ? digestOf(leaves.get(key) as number) : Buffer.alloc(32),
  );
  while (level.length > 1)
    level = level.flatMap((left, n) => (n % 2 === 0 ? [joinDigests(left, level[n + 1] as Buffer)] : []));
  return level[0] as Buffer;
}

test('the tree has the root of hashing everything, proofs lead to it, and old trees stay as they were', () => {
  const change = fc.record({ key: fc.nat(2 ** depth - 1), value: fc.integer({ min: 1, max: 255 }) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.nat(2 ** depth - 1), (changes, asked) => {
      let tree = start;
      const leaves = new Map<number, number>();
      for (const { key, value } of changes) {
        const before = tree;
        const root = treeRoot(before);
        tree = withLeaf(tree, key, value);
        leaves.set(key, value);
        expect(treeRoot({ ...before })).toEqual(root);
        expect(treeRoot(tree)).toEqual(slowRoot(leaves));
      }
      expect(leafAt(tree, asked)).toBe(leaves.get(asked));
      const leaf = leaves.has(asked) ? digestOf(leaves.get(asked) as number) : Buffer.alloc(32);
      const top = merkleProof(tree, asked).reduce(
        (digest, other, level) =>
          ((asked >>> level) & 1) === 1 ? joinDigests(other, digest) : joinDigests(digest, other),
        leaf,
      );
      expect(top).toEqual(treeRoot(tree));
    }),
  );
});

test('a tree of depth 32 holds the highest key', () => {
  const tree = withLeaf(withLeaf(emptyTree(32, digestOf), 0, 1), 0xffff_ffff, 2);
  expect([leafAt(tree, 0), leafAt(tree, 1), leafAt(tree, 0xffff_ffff)]).toEqual([1, undefined, 2]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { mergeManifests } from './merge.ts';
import { parseTree, plain, type OriginTree } from './origin-tree.ts';

const tree = (value: unknown): OriginTree => parseTree(stringify(value), 'f');
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.constantFrom('x', 'y'),
    fc.array(fc.integer(), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const map = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 });

test('a tree says what the text said', () => {
  fc.assert(
    fc.property(value, (any) => {
      expect(plain(tree(any))).toEqual(any);
    }),
  );
});

test('nothing over a manifest changes nothing, and a manifest over itself is itself', () => {
  fc.assert(
    fc.property(map, (base) => {
      expect(plain(mergeManifests(tree(base), tree({})))).toEqual(base);
      expect(plain(mergeManifests(tree(base), tree(base)))).toEqual(base);
    }),
  );
});

test('whatever is written over is there afterwards', () => {
  fc.assert(
    fc.property(map, map, (base, over) => {
      expect(plain(mergeManifests(tree(base), tree(over)))).toMatchObject(over as object);
    }),
  );
});

import { fromHex, toHex } from '@plimsoll/interface/operator/bytes';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { treeRoot, type MerkleTree } from '@plimsoll/rollup/merkle-tree';

/**
 * A Merkle tree as JSON with everything left out but some leaves: `null` stands for nothing, a digest for a part that is not
 * shown, a pair for a node, and a leaf as its owner writes it. Whoever grows it again gets the same root, or it is not the same tree.
 */
export type PrunedTree<Leaf> =
  null | Hex | readonly [PrunedTree<Leaf>, PrunedTree<Leaf>] | { readonly leaf: Leaf };

type Node<Value> = NonNullable<MerkleTree<Value>['top']>;

/** The paths to these keys; digests beside them. Keys without a leaf show that there is nothing. */
export function pruneTree<Value, Leaf>(
  tree: MerkleTree<Value>,
  keys: ReadonlySet<number>,
  write: (value: Value, key: number) => Leaf,
): PrunedTree<Leaf> {
  treeRoot(tree); // Every node has its digest from here on.
  const prune = (
    node: Node<Value> | undefined,
    level: number,
    wanted: readonly number[],
  ): PrunedTree<Leaf> => {
    if (node === undefined) return null;
    if (wanted.length === 0) return toHex(node.digest as Buffer);
    if (level === 0) return { leaf: write(node.value as Value, wanted[0] as number) };
    const isRight = (key: number): boolean => ((key >>> (level - 1)) & 1) === 1;
    return [
      prune(
        node.left,
        level - 1,
        wanted.filter((key) => !isRight(key)),
      ),
      prune(node.right, level - 1, wanted.filter(isRight)),
    ];
  };
  return prune(tree.top, tree.depth, [...keys]);
}

/**
 * The tree behind a pruned one. Where a part is not shown it is a digest, and has no leaves; a leaf put there gives another
 * root. Throws where the text is no tree of that depth.
 */
export function growTree<Value, Leaf>(
  pruned: PrunedTree<Leaf>,
  depth: number,
  digestOf: (value: Value) => Buffer,
  read: (leaf: Leaf) => Value,
): MerkleTree<Value> {
  const grow = (part: PrunedTree<Leaf>, level: number): Node<Value> | undefined => {
    if (part === null) return undefined;
    const nothing = { left: undefined, right: undefined, value: undefined, digest: undefined };
    if (typeof part === 'string') return { ...nothing, digest: fromHex(part) };
    if ('leaf' in part) {
      if (level !== 0) throw new Error(`a leaf stands at level ${level} of the witness`);
      return { ...nothing, value: read(part.leaf) };
    }
    if (level === 0 || !Array.isArray(part)) throw new Error('the witness is deeper than its tree');
    return { ...nothing, left: grow(part[0], level - 1), right: grow(part[1], level - 1) };
  };
  return { depth, digestOf, top: grow(pruned, depth) };
}

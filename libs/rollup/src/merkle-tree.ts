import { hash } from 'node:crypto';

interface Node<Value> {
  readonly left: Node<Value> | undefined;
  readonly right: Node<Value> | undefined;
  readonly value: Value | undefined;
  /** Computed when first asked for: of many changes in a batch, each node is hashed once. */
  digest: Buffer | undefined;
}

/**
 * A persistent binary Merkle tree over SHA-256: a change copies one path and leaves the tree it started from as it was,
 * so a fork of the state costs nothing. Keys are whole numbers below 2^depth, depth at most 32.
 */
export interface MerkleTree<Value> {
  readonly depth: number;
  /** Digest of a leaf, 32 bytes. */
  readonly digestOf: (value: Value) => Buffer;
  readonly top: Node<Value> | undefined;
}

const empty: Buffer[] = [Buffer.alloc(32)];

/** A tree without leaves. The digest of an absent leaf is 32 zero bytes. */
export function emptyTree<Value>(depth: number, digestOf: (value: Value) => Buffer): MerkleTree<Value> {
  return { depth, digestOf, top: undefined };
}

/** SHA-256 of two digests. */
export function joinDigests(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([left, right]), 'buffer');
}

/** The leaf at a key, or undefined. */
export function leafAt<Value>(tree: MerkleTree<Value>, key: number): Value | undefined {
  let node = tree.top;
  for (let level = tree.depth - 1; level >= 0 && node !== undefined; level -= 1)
    node = goesRight(key, level) ? node.right : node.left;
  return node?.value;
}

/** The tree with this leaf at that key. */
export function withLeaf<Value>(tree: MerkleTree<Value>, key: number, value: Value): MerkleTree<Value> {
  return { ...tree, top: put(tree.top, tree.depth, key, value) };
}

/** Digest of the whole tree, 32 bytes. */
export function treeRoot<Value>(tree: MerkleTree<Value>): Buffer {
  return digest(tree, tree.top, tree.depth);
}

/** The digests beside the path from a leaf up to the root, the leaf's own sibling first: `depth` of them. */
export function merkleProof<Value>(tree: MerkleTree<Value>, key: number): Buffer[] {
  const proof: Buffer[] = [];
  let node = tree.top;
  for (let level = tree.depth - 1; level >= 0; level -= 1) {
    const right = goesRight(key, level);
    proof.push(digest(tree, right ? node?.left : node?.right, level));
    node = right ? node?.right : node?.left;
  }
  return proof.toReversed();
}

function goesRight(key: number, level: number): boolean {
  return ((key >>> level) & 1) === 1;
}

function put<Value>(node: Node<Value> | undefined, level: number, key: number, value: Value): Node<Value> {
  if (level === 0) return { left: undefined, right: undefined, value, digest: undefined };
  return goesRight(key, level - 1)
    ? {
        left: node?.left,
        right: put(node?.right, level - 1, key, value),
        value: undefined,
        digest: undefined,
      }
    : {
        left: put(node?.left, level - 1, key, value),
        right: node?.right,
        value: undefined,
        digest: undefined,
      };
}

function digest<Value>(tree: MerkleTree<Value>, node: Node<Value> | undefined, level: number): Buffer {
  if (node === undefined) return emptyDigest(level);
  node.digest ??=
    node.value === undefined
      ? joinDigests(digest(tree, node.left, level - 1), digest(tree, node.right, level - 1))
      : tree.digestOf(node.value);
  return node.digest;
}

function emptyDigest(level: number): Buffer {
  for (let at = empty.length; at <= level; at += 1) {
    const below = empty[at - 1] as Buffer;
    empty.push(joinDigests(below, below));
  }
  return empty[level] as Buffer;
}

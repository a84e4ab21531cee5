import type { Hex } from '@plimsoll/interface/operator/operation';

/** A persistent map from public key to account id: adding leaves the map it started from as it was. */
export interface KeyIndex {
  readonly children?: readonly (KeyIndex | undefined)[];
  readonly key?: Hex;
  readonly id?: number;
}

/** Without keys. */
export const emptyKeyIndex: KeyIndex = {};

/** Account id of a public key (`0x` and 128 lower-case digits), or undefined. */
export function idOfKey(index: KeyIndex, key: Hex): number | undefined {
  let node: KeyIndex | undefined = index;
  for (let at = 2; node?.children !== undefined; at += 1) node = node.children[digitAt(key, at)];
  return node?.key === key ? node.id : undefined;
}

/** The index with one more key. The key is not in it yet. */
export function withKey(index: KeyIndex, key: Hex, id: number): KeyIndex {
  return put(index, key, id, 2);
}

function put(node: KeyIndex | undefined, key: Hex, id: number, at: number): KeyIndex {
  if (node === undefined || (node.children === undefined && node.key === undefined)) return { key, id };
  // A leaf moves one digit down and makes room.
  const children: (KeyIndex | undefined)[] = node.children?.slice() ?? Array.from({ length: 16 });
  if (node.key !== undefined && node.children === undefined) children[digitAt(node.key, at)] = node;
  const digit = digitAt(key, at);
  children[digit] = put(children[digit], key, id, at + 1);
  return { children };
}

function digitAt(key: Hex, at: number): number {
  return Number.parseInt(key.charAt(at), 16);
}

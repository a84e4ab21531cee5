import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';

/** Where a value was written: file as given by the reader, line from 1. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

/** A YAML value that remembers where each of its parts was written, so that a mistake can be shown in its place. */
export type OriginTree = { readonly origin: Origin } & (
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'list'; readonly items: readonly OriginTree[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, OriginTree> }
);

/** Text that is not YAML, with the line. */
export class NotYaml extends Error {
  readonly origin: Origin;

  constructor(message: string, origin: Origin) {
    super(message);
    this.name = 'NotYaml';
    this.origin = origin;
  }
}

/** Reads YAML text. Throws NotYaml at the first mistake. */
export function parseTree(text: string, file: string): OriginTree {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [mistake] = document.errors;
  const at = (offset: number): Origin => ({ file, line: lines.linePos(offset).line });
  if (mistake !== undefined) throw new NotYaml(mistake.message, at(mistake.pos[0]));
  return toTree(document.contents, document, at, { file, line: 1 });
}

function toTree(
  node: unknown,
  document: Document,
  at: (offset: number) => Origin,
  outer: Origin,
): OriginTree {
  if (isAlias(node)) return toTree(node.resolve(document), document, at, outer);
  const range = (node as { range?: readonly number[] } | null)?.range;
  const origin = range?.[0] === undefined ? outer : at(range[0]);
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      const start = (key as { range?: readonly number[] } | null)?.range?.[0];
      const here = start === undefined ? origin : at(start);
      const child = toTree(value, document, at, here);
      // A mistake in an entry is looked for at its key.
      return [String(isScalar(key) ? key.value : key), { ...child, origin: here }] as const;
    });
    return { kind: 'map', entries: new Map(entries), origin };
  }
  if (isSeq(node)) {
    return {
      kind: 'list',
      items: node.items.map((item) => toTree(item, document, at, origin)),
      origin,
    };
  }
  return { kind: 'value', value: isScalar(node) ? node.value : null, origin };
}

/** The plain value. */
export function plain(tree: OriginTree): unknown {
  switch (tree.kind) {
    case 'value':
      return tree.value;
    case 'list':
      return tree.items.map(plain);
    case 'map':
      return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, plain(entry)]));
  }
}

/** Where the value at a path was written; of a missing one, where it should be: its innermost existing parent. */
export function originAt(tree: OriginTree, path: readonly string[]): Origin {
  const [key, ...rest] = path;
  if (key === undefined || tree.kind === 'value') return tree.origin;
  const child = tree.kind === 'map' ? tree.entries.get(key) : tree.items[Number(key)];
  return child === undefined ? tree.origin : originAt(child, rest);
}

/** The tree with every string value replaced by what `change` makes of it. */
export function mapStrings(tree: OriginTree, change: (text: string) => string): OriginTree {
  switch (tree.kind) {
    case 'value':
      return typeof tree.value === 'string' ? { ...tree, value: change(tree.value) } : tree;
    case 'list':
      return { ...tree, items: tree.items.map((item) => mapStrings(item, change)) };
    case 'map': {
      const entries = [...tree.entries].map(([key, entry]) => [key, mapStrings(entry, change)] as const);
      return { ...tree, entries: new Map(entries) };
    }
  }
}

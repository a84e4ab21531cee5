import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { Problem } from '../problem/problem.ts';
import { manifestDigest } from './digest.ts';
import type { Manifest } from './manifest.ts';
import { mergeManifests } from './merge.ts';
import { mistakesOf } from './mistakes.ts';
import { NotYaml, mapStrings, originAt, parseTree, plain, type OriginTree } from './origin-tree.ts';

/** A manifest as loaded: resolved, checked, with its digest. */
export interface LoadedManifest {
  readonly manifest: Manifest;
  /** SHA-256 of the resolved manifest. */
  readonly digest: string;
  /** All files read, absolute, the named one first. */
  readonly files: readonly string[];
}

/**
 * Reads a manifest and what it extends, and checks the result. Whatever is wrong ends as one Problem that names file,
 * line and key of every mistake.
 */
export async function loadManifest(path: string): Promise<LoadedManifest> {
  const shown = (file: string): string => {
    const near = relative(process.cwd(), file);
    return near.startsWith('..') ? file : near;
  };
  const files: string[] = [];
  const tree = await resolveTree(resolve(path), files, shown);
  const value = plain(tree);
  const mistakes = mistakesOf(value);
  if (mistakes.length > 0) {
    const lines = mistakes.map(({ path: keys, why, fix }) => {
      const { file, line } = originAt(tree, keys);
      return `${file}:${line}: ${keys.join('.') || 'the manifest'}: ${why}; ${fix}`;
    });
    throw new Problem(
      `${shown(resolve(path))} is not a valid manifest`,
      lines.join('\n       '),
      mistakes.length === 1
        ? 'correct it and run again'
        : `correct these ${mistakes.length} mistakes and run again`,
    );
  }
  const manifest = value as Manifest;
  return { manifest, digest: manifestDigest(manifest), files };
}

async function resolveTree(
  file: string,
  files: string[],
  shown: (file: string) => string,
): Promise<OriginTree> {
  if (files.includes(file)) {
    throw new Problem(
      `${shown(file)} extends itself`,
      [...files, file].map(shown).join(' -> '),
      'take one `extends` out of the circle',
    );
  }
  files.push(file);
  const tree = await readTree(file, shown(file));
  const parent = tree.kind === 'map' ? tree.entries.get('extends') : undefined;
  if (tree.kind !== 'map' || parent?.kind !== 'value' || typeof parent.value !== 'string') return tree;
  const parentFile = resolve(dirname(file), parent.value);
  const base = await resolveTree(parentFile, files, shown).catch((error: unknown) => {
    if (error instanceof Problem && error.message.startsWith('cannot read')) {
      const where = `${parent.origin.file}:${parent.origin.line}`;
      throw new Problem(`${error.message}, which ${where} extends`, error.why, error.whatToDo);
    }
    throw error;
  });
  const own = new Map(tree.entries);
  own.delete('extends');
  const moved = relocate(base, relative(dirname(file), dirname(parentFile)));
  return mergeManifests(moved, { ...tree, entries: own });
}

async function readTree(file: string, shown: string): Promise<OriginTree> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new Problem(
      `cannot read ${shown}`,
      error instanceof Error ? error.message : String(error),
      'give the path of a manifest (a subject.yaml) that you may read',
    );
  }
  try {
    return parseTree(text, shown);
  } catch (error) {
    if (!(error instanceof NotYaml)) throw error;
    throw new Problem(
      `${error.origin.file}:${error.origin.line} is not YAML`,
      error.message,
      'correct that line; an editor that knows YAML shows the place',
    );
  }
}

/**
 * What was written in another folder goes on to mean that folder: {{manifestDir}} gets the way there, and so does a
 * program given by a relative path. Kept relative, so that the digest is the same on every machine.
 */
function relocate(tree: OriginTree, way: string): OriginTree {
  if (way === '') return tree;
  const moved = mapStrings(tree, (text) =>
    text.replaceAll(/\{\{\s*manifestDir\s*\}\}/g, `{{manifestDir}}/${way}`),
  );
  return changeAt(moved, ['components', '*', 'start', 'command', '0'], (program) =>
    program.includes('/') && !program.startsWith('{{') && !isAbsolute(program) ? join(way, program) : program,
  );
}

function changeAt(tree: OriginTree, path: readonly string[], change: (text: string) => string): OriginTree {
  const [key, ...rest] = path;
  if (key === undefined) return mapStrings(tree, change);
  if (tree.kind === 'map') {
    const entries = [...tree.entries].map(
      ([name, entry]) => [name, name === key ? changeAt(entry, rest, change) : entry] as const,
    );
    return { ...tree, entries: new Map(entries) };
  }
  if (tree.kind === 'list') {
    const items = tree.items.map((item, index) =>
      key === '*' || String(index) === key ? changeAt(item, rest, change) : item,
    );
    return { ...tree, items };
  }
  return tree;
}

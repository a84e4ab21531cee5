import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from './check/source-files.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Dependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Every package of others that some package.json asks for: name, version, file. */
const asked = sourceFiles(root)
  .filter((file) => /(^|\/)package\.json$/.test(file))
  .flatMap((file) => {
    const { dependencies, devDependencies } = JSON.parse(read(file)) as Dependencies;
    return Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => ({
      name,
      version,
      file,
    }));
  })
  .filter(({ name }) => !name.startsWith('@plimsoll/'));

test('versions are pinned exactly, and the same everywhere', () => {
  expect(asked.filter(({ version }) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  const versions = Map.groupBy(asked, ({ name }) => name);
  expect(
    [...versions.values()].filter((uses) => new Set(uses.map(({ version }) => version)).size > 1),
  ).toEqual([]);
});

test('docs/reference/dependencies.md has a line for each package, and for no other', () => {
  const listed = [
    ...(read('docs/reference/dependencies.md')
      .split('## Packages')[1]
      ?.matchAll(/^\| (\S+) +\|/gm) ?? []),
  ]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'Package' && !name.startsWith('-'));
  expect(listed.toSorted()).toEqual([...new Set(asked.map(({ name }) => name))].toSorted());
});

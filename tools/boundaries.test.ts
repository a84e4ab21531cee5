import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nxGraph } from './check/nx-graph.ts';
import { readProjects, type Project } from './check/projects.ts';
import { sourceFiles } from './check/source-files.ts';

// harness -> interface <- subject: design, section 2. Lint says it of each import; this says it of the graph that Nx works by.
const mayDependOn: Readonly<Record<string, readonly string[]>> = {
  'side:interface': [],
  'side:harness': ['side:interface', 'side:harness'],
  'side:subject': ['side:interface', 'side:subject'],
  'side:tools': [],
};

const root = join(import.meta.dirname, '..');
const projects = readProjects(root);
const byPackage = new Map(projects.map((project) => [project.packageName, project]));

/** Packages of the workspace that a project's files import, tests included, with one file that does. */
function imported(project: Project): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of sourceFiles(root).filter((each) =>
    each.startsWith(`${relative(root, project.folder)}/`),
  )) {
    if (!/\.(ts|mjs)$/.test(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*['"](@plimsoll\/[^/'"]+)/g)) {
      if (name !== project.packageName) found.set(name, file);
    }
  }
  return found;
}

describe('the Nx graph', () => {
  const { nodes, dependencies } = nxGraph(root).graph;
  const sideOf = (name: string): readonly string[] =>
    (nodes[name]?.data.tags ?? []).filter((tag) => tag.startsWith('side:'));

  test.each(Object.keys(nodes))('%s stands on one side', (name) => {
    expect(sideOf(name)).toHaveLength(1);
    expect(Object.keys(mayDependOn)).toContain(sideOf(name)[0]);
  });

  test.each(Object.keys(nodes))('%s depends on nothing across the seam', (name) => {
    const allowed = mayDependOn[sideOf(name)[0] ?? ''] ?? [];
    const across = (dependencies[name] ?? [])
      .map(({ target }) => target)
      .filter((target) => target in nodes && !allowed.includes(sideOf(target)[0] ?? ''));
    expect(across).toEqual([]);
  });

  test.each(projects)('$name: Nx knows every workspace package that it declares', (project) => {
    const declared = project.dependencies.flatMap((name) => byPackage.get(name)?.name ?? []);
    const known = (dependencies[project.name] ?? [])
      .map(({ target }) => target)
      .filter((target) => target in nodes);
    expect(known.toSorted()).toEqual(declared.toSorted());
  });
});

describe.each(projects)('$name', (project) => {
  const declared = project.dependencies.filter((name) => byPackage.has(name));

  // An import that is not declared resolves all the same, and then cache and order are silently wrong.
  test('declares every workspace package that it imports, in tests too', () => {
    const undeclared = [...imported(project)].filter(([name]) => !declared.includes(name));
    expect(undeclared).toEqual([]);
  });

  test('has a reference in tsconfig.json for each, so that types are checked in order', () => {
    const references = project.references.map((path) => basename(path));
    const folders = declared.map((name) => basename(byPackage.get(name)?.folder ?? ''));
    expect(references.toSorted()).toEqual(folders.toSorted());
  });
});

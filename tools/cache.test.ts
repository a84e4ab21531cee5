import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nxGraph } from './check/nx-graph.ts';

// A cached result is only as good as its key. Nx says what each key is made of; these are the things that must be in it.
const { graph, taskPlans = {} } = nxGraph(
  join(import.meta.dirname, '..'),
  'run-many',
  '-t',
  'lint,typecheck,test',
);
const tasks = Object.keys(taskPlans);

const shared = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'vitest.config.ts',
  'tools/setup/**/*',
];
const surroundings = [
  'runtime:node -v',
  'env:PLIMSOLL_POSTGRES_BIN',
  'env:PLIMSOLL_TOXIPROXY',
  'env:PLIMSOLL_LIBFAKETIME',
];

describe('the cache key', () => {
  test('is known for lint, typecheck and test of every project', () => {
    const expected = ['lint', 'typecheck', 'test'].flatMap((target) => `tools:${target}`);
    expect(tasks).toEqual(expect.arrayContaining(expected));
    expect(tasks.length).toBeGreaterThan(3 * (Object.keys(graph.nodes).length - 2));
  });

  test.each(tasks)('of %s follows from files that all share, and from what it runs on', (task) => {
    const plan = taskPlans[task] ?? [];
    const files = plan.flatMap((part) => part.split(/[[\],]/));
    expect(files).toEqual(expect.arrayContaining(shared.map((file) => `{workspaceRoot}/${file}`)));
    expect(plan).toEqual(expect.arrayContaining(surroundings));
  });

  test.each(tasks)('of %s follows from its own files and those of everything that it depends on', (task) => {
    const project = task.slice(0, task.lastIndexOf(':'));
    for (const name of [project, ...reached(project)]) {
      expect(taskPlans[task]).toContainEqual(expect.stringMatching(new RegExp(`^${name}:[a-z-]+/`)));
    }
  });

  test.each(tasks.filter((task) => task.endsWith(':lint')))('of %s follows from the lint rules', (task) => {
    expect((taskPlans[task] ?? []).join('\n')).toContain('{workspaceRoot}/.oxlintrc.json');
  });
});

/** All projects that one depends on, however far. */
function reached(project: string, seen = new Set<string>()): Set<string> {
  for (const { target } of graph.dependencies[project] ?? []) {
    if (!(target in graph.nodes) || seen.has(target)) continue;
    seen.add(target);
    reached(target, seen);
  }
  return seen;
}

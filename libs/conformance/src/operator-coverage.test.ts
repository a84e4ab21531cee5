import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { operatorCoverage } from './operator-coverage.ts';
import { operatorCoverageReference } from './operator-coverage-reference.ts';

/** Names of the files of folders that are a registry; their code is not imported. */
async function names(...folders: readonly string[]): Promise<readonly string[]> {
  const lists = await Promise.all(
    folders.map((folder) => readdir(new URL(`../../../${folder}/`, import.meta.url))),
  );
  return lists
    .flat()
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3));
}

test('every case of the operator is there, once, in order, and covered, or says why not', () => {
  expect(operatorCoverage.map(({ id }) => id)).toEqual(
    Array.from({ length: 37 }, (_, index) => `RC-${String(index + 1).padStart(2, '0')}`),
  );
  const bare = operatorCoverage.filter(
    ({ guarantees, scenarios, note }) =>
      note === undefined && (guarantees === undefined || scenarios === undefined),
  );
  expect(bare.map(({ id }) => id)).toEqual([]);
});

test('the guarantees and scenarios that are named exist', async () => {
  const catalogue = 'libs/guarantees/src/catalogue';
  const known = {
    guarantees: await names(catalogue, `${catalogue}/operator`),
    scenarios: await names('chaos/scenarios/src/scenarios'),
  };
  for (const field of ['guarantees', 'scenarios'] as const) {
    const unknown = operatorCoverage.flatMap((each) =>
      (each[field] ?? []).filter((name) => !known[field].includes(name)),
    );
    expect([...new Set(unknown)]).toEqual([]);
  }
});

test('each scenario that names a case in its text stands beside it', async () => {
  const folder = new URL('../../../chaos/scenarios/src/scenarios/', import.meta.url);
  for (const file of (await readdir(folder)).filter((each) => each.startsWith('operator-'))) {
    const text = await readFile(new URL(file, folder), 'utf8');
    for (const [id] of text.matchAll(/RC-\d\d(?! to)/g)) {
      const scenarios = operatorCoverage.find((each) => each.id === id)?.scenarios ?? [];
      expect(scenarios, id).toContain(file.slice(0, -3));
    }
  }
});

test('docs/reference/operator-cases.md is what the coverage says (node libs/conformance/src/write-operator-coverage.ts)', async () => {
  const page = await readFile(new URL('../../../docs/reference/operator-cases.md', import.meta.url), 'utf8');
  expect(page).toBe(operatorCoverageReference());
});

import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { coverage } from './coverage.ts';
import { casesReference } from './reference.ts';
import { conformanceCases } from './registry.ts';

/** Names of the files of a folder that is a registry; its code is not imported. */
async function names(folder: string): Promise<readonly string[]> {
  const files = await readdir(new URL(`../../../${folder}/`, import.meta.url));
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3));
}

test('every case of the sequencer is there, once, in order', () => {
  const numbers = [...Array.from({ length: 51 }, (_, index) => index + 1), 70, 71, 72, 73, 74, 75, 76, 77];
  expect(coverage.map((each) => each.id)).toEqual(
    numbers.map((each) => `DC-${String(each).padStart(2, '0')}`),
  );
});

test('each is covered, or says why not', async () => {
  const covered = new Set((await conformanceCases('sequencer')).flatMap((each) => each.covers));
  const bare = coverage.filter(
    ({ id, guarantees, note }) => !covered.has(id) && (guarantees ?? []).length === 0 && note === undefined,
  );
  expect(bare.map((each) => each.id)).toEqual([]);
});

test('what conformance cases say they cover exists', async () => {
  const ids = coverage.map((each) => each.id);
  const unknown = (await conformanceCases('sequencer')).flatMap((each) =>
    each.covers.filter((id) => id.startsWith('DC') && !ids.includes(id)),
  );
  expect(unknown).toEqual([]);
});

test.each([
  ['guarantees', 'libs/guarantees/src/catalogue'],
  ['scenarios', 'chaos/scenarios/src/scenarios'],
] as const)('the %s that are named exist', async (field, folder) => {
  const known = await names(folder);
  const unknown = coverage.flatMap((each) => (each[field] ?? []).filter((name) => !known.includes(name)));
  expect([...new Set(unknown)]).toEqual([]);
});

test('docs/reference/cases.md is what cases and coverage say (node libs/conformance/src/write-reference.ts)', async () => {
  const page = await readFile(new URL('../../../docs/reference/cases.md', import.meta.url), 'utf8');
  expect(page).toBe(casesReference(await conformanceCases('sequencer'), await conformanceCases('operator')));
});

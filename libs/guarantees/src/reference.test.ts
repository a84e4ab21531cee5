import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { guaranteeReference } from './reference.ts';
import { guarantees } from './registry.ts';

test('docs/reference/guarantees.md says what the registry says (node libs/guarantees/src/write-reference.ts)', async () => {
  const page = await readFile(new URL('../../../docs/reference/guarantees.md', import.meta.url), 'utf8');
  expect(page).toBe(guaranteeReference(guarantees));
});

test('every rule of the sequencer that shows from outside is watched', () => {
  const watched = new Set(guarantees.flatMap((each) => each.rules));
  const expected = Array.from({ length: 15 }, (_, index) => `DG-${String(index + 1).padStart(2, '0')}`);
  expect([...expected, 'DG-20'].filter((rule) => !watched.has(rule))).toEqual([]);
});

test('every rule of the operator is watched', () => {
  const watched = new Set(guarantees.flatMap((each) => each.rules));
  const expected = Array.from({ length: 20 }, (_, index) => `RG-${String(index + 1).padStart(2, '0')}`);
  expect(expected.filter((rule) => !watched.has(rule))).toEqual([]);
});

test('promises are whole sentences, and the faults that exercise them exist by name', () => {
  for (const { text, title, exercisedBy } of guarantees) {
    expect(text).toMatch(/^[A-Z].*\.$/s);
    expect(title).not.toMatch(/\.$/);
    for (const fault of exercisedBy) expect(fault).toMatch(/^[a-z]+(-[a-z]+)*$/);
  }
});

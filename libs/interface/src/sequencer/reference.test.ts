import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sequencerErrors } from './errors.ts';
import { sequencerOpenApi } from './openapi.ts';
import { commonErrors, sequencerOperations } from './operations.ts';
import { sequencerReference } from './reference.ts';

const folder = new URL('../../../../docs/reference/', import.meta.url);
const hint = 'run: node libs/interface/src/sequencer/write-reference.ts';

test('docs/reference/sequencer.openapi.json is what the schemas say', async () => {
  const published: unknown = JSON.parse(await readFile(new URL('sequencer.openapi.json', folder), 'utf8'));
  expect(published, hint).toEqual(sequencerOpenApi());
});

test('docs/reference/sequencer.md is what the tables say', async () => {
  expect(await readFile(new URL('sequencer.md', folder), 'utf8'), hint).toBe(sequencerReference());
});

test('every error of the table belongs to a call', () => {
  const used = new Set<string>([
    ...commonErrors,
    ...sequencerOperations.flatMap((each) => each.errors),
    'NOT_FOUND',
  ]);
  expect(sequencerErrors.map((row) => row.code).filter((code) => !used.has(code))).toEqual([]);
});

test('the document holds every call once', () => {
  const paths = sequencerOpenApi()['paths'] as Record<string, Record<string, { operationId: string }>>;
  const ids = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map((each) => each.operationId),
  );
  expect(ids.sort()).toEqual(sequencerOperations.map((each) => each.id).sort());
});

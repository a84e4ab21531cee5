import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { operatorErrors } from './errors.ts';
import { commonRpcErrors, operatorMethods } from './methods.ts';
import { operatorOpenRpc } from './openrpc.ts';
import { writeMethods } from './params.ts';
import { operatorReference } from './reference.ts';

const folder = new URL('../../../../docs/reference/', import.meta.url);
const hint = 'run: node libs/interface/src/operator/write-reference.ts';

test('docs/reference/operator.openrpc.json is what the tables say', async () => {
  const published: unknown = JSON.parse(await readFile(new URL('operator.openrpc.json', folder), 'utf8'));
  expect(published, hint).toEqual(operatorOpenRpc());
});

test('docs/reference/operator.md is what the tables say', async () => {
  expect(await readFile(new URL('operator.md', folder), 'utf8'), hint).toBe(operatorReference());
});

test('every error of the table belongs to a call', () => {
  const used = new Set<string>([...commonRpcErrors, ...operatorMethods.flatMap((each) => each.errors)]);
  expect(operatorErrors.map((row) => row.code).filter((code) => !used.has(code))).toEqual([]);
});

test('every method once, every write among them', () => {
  const names = operatorMethods.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(Object.values(writeMethods)));
  expect(names).toHaveLength(16);
});

import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeBatchData } from './batch-data.ts';
import type { Hex } from './operation.ts';
import { pointOf, publicKeyOf, verifyHash } from './signature.ts';
import { operatorVectors, vectorKey, vectorKeyObject } from './vectors.ts';

interface Published {
  readonly signatures: readonly {
    readonly operationHash: Hex;
    readonly signature: Hex;
    readonly valid: boolean;
  }[];
  readonly batches: readonly { readonly data: Hex; readonly height: number }[];
}
const file = new URL('../../../../docs/reference/operator-vectors.json', import.meta.url);
const published = JSON.parse(await readFile(file, 'utf8')) as Published;

test('docs/reference/operator-vectors.json is what the code computes', () => {
  expect(published, 'run: node libs/interface/src/operator/write-reference.ts').toEqual(operatorVectors());
});

test('the published signature is one, the others are none', () => {
  expect(pointOf(vectorKeyObject())).toBe(vectorKey.publicKey);
  const key = publicKeyOf(vectorKey.publicKey);
  for (const { operationHash, signature, valid } of published.signatures)
    expect(verifyHash(operationHash, signature, key)).toBe(valid);
});

test('the published batches decode', () => {
  expect(published.batches.map(({ data }) => decodeBatchData(data).height)).toEqual([1, 2, 3]);
});

const python = spawnSync('python3', ['--version']);
// A second implementation, written from the reference page. Without Python it cannot be asked.
test.skipIf(python.error !== undefined)('a program in Python computes the same', () => {
  const script = fileURLToPath(new URL('check-vectors.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync('python3', [script], { encoding: 'utf8' });
  expect(`${stdout}${stderr}`).toContain('all as published');
  expect(status).toBe(0);
});

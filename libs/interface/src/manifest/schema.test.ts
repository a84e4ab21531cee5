import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { manifestSchema } from './schema.ts';

test('the published schema is one that any validator takes, and is the current one', async () => {
  expect(new Ajv2020({ strict: false }).compile(manifestSchema())({})).toBe(false);
  const published = new URL('../../../../docs/reference/manifest.schema.json', import.meta.url);
  expect(JSON.parse(await readFile(published, 'utf8')), 'run src/manifest/write-schema.ts').toEqual(
    manifestSchema(),
  );
});

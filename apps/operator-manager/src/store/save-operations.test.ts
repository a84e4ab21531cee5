import { expect, test } from 'vitest';
import type { KnownOperation } from '../intake/known-operation.ts';
import { saveOperations } from './save-operations.ts';

const hash = `0x${'ab'.repeat(32)}` as const;

test('columns are array literals in which quotes, backslashes and nothing are what they were', async () => {
  const known: KnownOperation = {
    hash,
    operation: {
      kind: 'outbound',
      from: 7,
      address: `0x${'cd'.repeat(20)}`,
      tokenId: 0,
      amount: 5n,
      nonce: 3,
    },
    method: 'pazkp_createOutboundTransfer',
    paramsText: '[7,"a\\u0000\\"b"]',
    acceptedBy: 'it"s,{me}\\',
    acceptedAtMicros: 17,
  };
  let values: unknown[] = [];
  await saveOperations(
    (query) => {
      values = query.values ?? [];
      return Promise.resolve([]);
    },
    [known, known],
  );
  const twice = (element: string): string => `{${element},${element}}`;
  expect(values).toHaveLength(14);
  expect(values[0]).toBe(twice(`"\\\\x${'ab'.repeat(32)}"`));
  expect(values[3]).toBe(twice(String.raw`"[7,\"a\\u0000\\\"b\"]"`));
  // Receiver and order index: an outbound transfer has none.
  expect([values[7], values[10]]).toEqual([twice('null'), twice('null')]);
  expect(values[11]).toBe(twice(`"\\\\x${'cd'.repeat(20)}"`));
  expect(values[12]).toBe(twice(String.raw`"it\"s,{me}\\"`));
});

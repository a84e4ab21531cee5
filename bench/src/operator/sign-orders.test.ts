import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PendingRecord } from '@plimsoll/interface/operator/kafka-records';
import { operationHash, rollupId } from '@plimsoll/interface/operator/operation-hash';
import { parseParams } from '@plimsoll/interface/operator/parse-params';
import { verifyHash } from '@plimsoll/interface/operator/signature';
import { recordOf, signOrders } from './sign-orders.ts';

const pairs = Array.from({ length: 3 }, () => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
const keys = pairs.map(({ privateKey }) => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
const rollup = rollupId(31_337, `0x${'5f'.repeat(20)}`);

test('nonces of an account follow each other from lot to lot', () => {
  const lots = [
    [0, 4],
    [4, 5],
  ] as const;
  const orders = lots.flatMap(([from, count]) =>
    signOrders({ rollup, keys, from, count, orderBytes: 8 }).map(({ account, nonce }) => [account, nonce]),
  );
  expect(orders).toEqual([1, 2, 3].flatMap((nonce) => [0, 1, 2].map((account) => [account, nonce])));
});

test('a record is what an instance writes of an order that its account has signed', () => {
  const [order] = signOrders({ rollup, keys, from: 1, count: 1, orderBytes: 200 });
  if (!order) throw new Error('one was asked for');
  const record = JSON.parse(recordOf(order)) as PendingRecord;
  const { operation, signature } = parseParams('pazkp_createMoneyOrder', record.params);
  expect(record).toMatchObject({
    v: 1,
    method: 'pazkp_createMoneyOrder',
    hash: operationHash(rollup, operation),
  });
  const key = pairs[1]?.publicKey;
  expect(key && verifyHash(record.hash, signature, key)).toBe(true);
});

import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBatchData, encodeBatchData, type BatchOperation } from './batch-data.ts';
import { operationHash, rollupId } from './operation-hash.ts';
import type { Hex, Operation } from './operation.ts';
import { pointOf, publicKeyOf, signHash, verifyHash } from './signature.ts';

const hex = (bytes: number): fc.Arbitrary<Hex> =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((all) => `0x${Buffer.from(all).toString('hex')}` as Hex);
const id = fc.integer({ min: 0, max: 0xffff_ffff });
const amount = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });
const money = { hash: hex(32), from: id, tokenId: fc.integer({ min: 0, max: 65535 }), amount, nonce: id };
const batched: fc.Arbitrary<BatchOperation> = fc.oneof(
  fc.record({
    kind: fc.constant('create-account' as const),
    hash: hex(32),
    accountId: id,
    publicKey: hex(64),
  }),
  fc.record({ kind: fc.constant('create-order' as const), ...money, to: id }),
  fc.record({
    kind: fc.constant('redeem-order' as const),
    ...money,
    to: id,
    index: fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  }),
  fc.record({ kind: fc.constant('outbound' as const), ...money, address: hex(20) }),
);

test('batch data comes back as it went, and nothing shorter or longer is taken for it', () => {
  fc.assert(
    fc.property(fc.array(batched, { maxLength: 20 }), id, (operations, height) => {
      const batch = { operatorId: 1, height, depositsFrom: 3n, depositsTo: 5n, operations };
      const data = encodeBatchData(batch);
      expect(decodeBatchData(data)).toEqual(batch);
      expect(() => decodeBatchData(data.slice(0, -2) as Hex)).toThrow(/batch data/);
      expect(() => decodeBatchData(`${data}00`)).toThrow('1 bytes after its last operation');
    }),
  );
});

const rollup = rollupId(31_337, '0x5fbdb2315678afecb367f032d93f642f64180aa3');
const order: Operation = {
  kind: 'create-order',
  from: 1,
  to: 2,
  tokenId: 0,
  amount: 5n,
  nonce: 1,
  blindingFactor: `0x${'11'.repeat(32)}`,
  encryptedMoneyOrder: '0x22',
  randomizationFactor: '0x33',
};

test('every parameter is in the hash, and so is the rollup', () => {
  const changes: Partial<typeof order>[] = [
    { from: 3 },
    { to: 3 },
    { tokenId: 1 },
    { amount: 6n },
    { nonce: 2 },
    { blindingFactor: '0x44' },
    { encryptedMoneyOrder: '0x2233', randomizationFactor: '0x' },
  ];
  const hashes = changes.map((change) => operationHash(rollup, { ...order, ...change }));
  const other = operationHash(rollupId(31_337, `0x${'01'.repeat(20)}`), order);
  expect(new Set([operationHash(rollup, order), other, ...hashes]).size).toBe(changes.length + 2);
});

test('a signature fits one hash and one key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const hash = operationHash(rollup, order);
  const signature = signHash(hash, privateKey);
  const key = publicKeyOf(pointOf(publicKey));
  expect(signature).toHaveLength(2 + 2 * 96);
  expect(verifyHash(hash, signature, key)).toBe(true);
  expect(verifyHash(operationHash(rollup, { ...order, nonce: 2 }), signature, key)).toBe(false);
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(verifyHash(hash, signature, other.publicKey)).toBe(false);
  expect(() => publicKeyOf(`0x${'01'.repeat(64)}`)).toThrow();
});

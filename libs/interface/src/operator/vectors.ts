import { createPrivateKey } from 'node:crypto';
import { encodeBatchData, type BatchData } from './batch-data.ts';
import { operationHash, rollupId } from './operation-hash.ts';
import type { Hex, Operation } from './operation.ts';
import { paramsOf, writeMethods } from './params.ts';

/** The key of RFC 6979, A.2.5 (its secret is public: for tests only). */
export const vectorKey = {
  privateKey: '0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721',
  publicKey:
    '0x60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
} as const;

/** The published key as an object that can sign. */
export function vectorKeyObject() {
  const part = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
  const { privateKey, publicKey } = vectorKey;
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: part(privateKey.slice(2)),
      x: part(publicKey.slice(2, 66)),
      y: part(publicKey.slice(66)),
    },
  });
}

/** The rollup of the vectors. */
export const vectorRollup = {
  chainId: 31_337,
  contract: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
} as const;

const blindingFactor: Hex = `0x${'11'.repeat(32)}`;

/** One operation of each kind, amounts below and above what a JSON number holds. */
export const vectorOperations: readonly Operation[] = [
  {
    kind: 'create-account',
    publicKey: vectorKey.publicKey,
    jointEncryptionKey: '0x0102',
    blindingFactor,
    encryptedBlindingFactor: '0x',
    randomizationFactor: '0x0a',
  },
  {
    kind: 'create-order',
    from: 1,
    to: 2,
    tokenId: 0,
    amount: 5n,
    nonce: 1,
    blindingFactor,
    encryptedMoneyOrder: '0x22',
    randomizationFactor: '0x33',
  },
  {
    kind: 'redeem-order',
    from: 1,
    to: 2,
    tokenId: 65_535,
    amount: 18_446_744_073_709_551_615n,
    nonce: 4_294_967_295,
    index: 131_073,
    blindingFactor,
    encryptedMoneyOrderRedeem: '0x',
    randomizationFactor: '0x',
  },
  {
    kind: 'outbound',
    from: 4_294_967_295,
    address: '0x00000000000000000000000000000000000000aa',
    tokenId: 1,
    amount: 9_007_199_254_740_992n,
    nonce: 2,
  },
];

/** A signature over the second operation's hash by the published key, and what must not be taken for one. */
export const vectorSignature =
  '0x793f950b85c46de7b24fe16628ffb312818778598b8a4fab22da0e95d3ba16acd14e8aa80ed33c7471eede591540a6604e9c460713750f32e28aaae70537e314cf09607899c2831b96c89eb7a601cdaa1b0e0fad431dfc4e9ad442db090324d4' as Hex;

/** Batches one after another, with the index that each order gets. The first takes two deposits and creates an order. */
const vectorBatches: readonly (BatchData & { readonly indexes: readonly number[] })[] = (() => {
  const rollup = rollupId(vectorRollup.chainId, vectorRollup.contract);
  const [account, order, redemption, transfer] = vectorOperations.map((operation) =>
    operationHash(rollup, operation),
  ) as [Hex, Hex, Hex, Hex];
  return [
    {
      operatorId: 1,
      height: 1,
      depositsFrom: 0n,
      depositsTo: 2n,
      operations: [
        { kind: 'create-account', hash: account, accountId: 4, publicKey: vectorKey.publicKey },
        { kind: 'create-order', hash: order, from: 1, to: 2, tokenId: 0, amount: 5n, nonce: 1 },
      ],
      indexes: [65_536, 65_537, 65_538],
    },
    {
      // Neither deposits nor orders: no order batch, though a batch.
      operatorId: 1,
      height: 2,
      depositsFrom: 2n,
      depositsTo: 2n,
      operations: [
        {
          kind: 'redeem-order',
          hash: redemption,
          from: 1,
          to: 2,
          tokenId: 0,
          amount: 18_446_744_073_709_551_615n,
          nonce: 1,
          index: 65_538,
        },
        {
          kind: 'outbound',
          hash: transfer,
          from: 3,
          address: '0x00000000000000000000000000000000000000aa',
          tokenId: 1,
          amount: 9n,
          nonce: 2,
        },
      ],
      indexes: [],
    },
    {
      operatorId: 65_535,
      height: 3,
      depositsFrom: 2n,
      depositsTo: 2n,
      operations: [
        { kind: 'create-order', hash: order, from: 4, to: 1, tokenId: 0, amount: 1n, nonce: 1 },
        { kind: 'create-order', hash: transfer, from: 4, to: 1, tokenId: 0, amount: 1n, nonce: 2 },
      ],
      indexes: [131_072, 131_073],
    },
  ];
})();

/** docs/reference/operator-vectors.json: what two implementations must compute alike, bigints as decimal strings. */
export function operatorVectors(): unknown {
  const rollup = rollupId(vectorRollup.chainId, vectorRollup.contract);
  const hashes = vectorOperations.map((operation) => operationHash(rollup, operation));
  const signed = hashes[1] as Hex;
  const off = (at: number): string => {
    const digit = vectorSignature.charAt(at) === '0' ? '1' : '0';
    return vectorSignature.slice(0, at) + digit + vectorSignature.slice(at + 1);
  };
  const document = {
    about:
      'Made by node libs/interface/src/operator/write-reference.ts; rules: operator.md. The secret is public.',
    rollup: { ...vectorRollup, rollupId: rollup },
    key: vectorKey,
    operations: vectorOperations.map((operation, n) => ({
      method: writeMethods[operation.kind],
      params: paramsOf({ operation, signature: '0x' }),
      operationHash: hashes[n],
    })),
    signatures: [
      { operationHash: signed, signature: vectorSignature, valid: true },
      { operationHash: hashes[0], signature: vectorSignature, valid: false, why: 'it is over another hash' },
      { operationHash: signed, signature: off(10), valid: false, why: 'r is another number' },
      { operationHash: signed, signature: off(193), valid: false, why: 'it ends in another hash' },
    ],
    batches: vectorBatches.map(({ indexes, ...batch }) => ({
      ...batch,
      data: encodeBatchData(batch),
      orderIndexes: indexes,
    })),
  };
  return JSON.parse(
    JSON.stringify(document, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  );
}

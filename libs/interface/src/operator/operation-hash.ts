import { createHash } from 'node:crypto';
import { bigEndian, fromHex, toHex } from './bytes.ts';
import type { Hex, Operation } from './operation.ts';

/** One byte for each kind, in hashes and in batch data. */
export const kindBytes = {
  'create-account': 1,
  'create-order': 2,
  'redeem-order': 3,
  outbound: 4,
} as const satisfies Record<Operation['kind'], number>;

/** Which rollup an operation is for, so that it cannot be replayed on another: 32 bytes, of chain id and contract address. */
export function rollupId(chainId: number | bigint, contract: Hex): Hex {
  return toHex(
    createHash('sha256')
      .update('plimsoll-rollup-1')
      .update(bigEndian(chainId, 8))
      .update(fromHex(contract.toLowerCase() as Hex))
      .digest(),
  );
}

/**
 * The operation hash: SHA-256 over `plimsoll-operator-1`, the rollup id, the kind's byte and every parameter but
 * signature and Merkle proof. Fixed-width numbers are big-endian; opaque bytes have their length in 4 bytes before
 * them. Upstream leaves it undefined (facts/rollup.md, "Not known"); a retry of the same request has the same hash.
 */
export function operationHash(rollup: Hex, operation: Operation): Hex {
  const hash = createHash('sha256').update('plimsoll-operator-1').update(fromHex(rollup));
  hash.update(bigEndian(kindBytes[operation.kind], 1));
  for (const part of partsOf(operation)) hash.update(part);
  return toHex(hash.digest());
}

function partsOf(operation: Operation): readonly Buffer[] {
  switch (operation.kind) {
    case 'create-account':
      return [
        opaque(operation.publicKey),
        opaque(operation.jointEncryptionKey),
        opaque(operation.blindingFactor),
        opaque(operation.encryptedBlindingFactor),
        opaque(operation.randomizationFactor),
      ];
    case 'create-order':
      return [
        bigEndian(operation.from, 4),
        bigEndian(operation.to, 4),
        bigEndian(operation.tokenId, 2),
        bigEndian(operation.amount, 8),
        bigEndian(operation.nonce, 4),
        opaque(operation.blindingFactor),
        opaque(operation.encryptedMoneyOrder),
        opaque(operation.randomizationFactor),
      ];
    case 'redeem-order':
      return [
        bigEndian(operation.from, 4),
        bigEndian(operation.to, 4),
        bigEndian(operation.tokenId, 2),
        bigEndian(operation.amount, 8),
        bigEndian(operation.nonce, 4),
        bigEndian(operation.index, 6),
        opaque(operation.blindingFactor),
        opaque(operation.encryptedMoneyOrderRedeem),
        opaque(operation.randomizationFactor),
      ];
    case 'outbound':
      return [
        bigEndian(operation.from, 4),
        fromHex(operation.address),
        bigEndian(operation.tokenId, 2),
        bigEndian(operation.amount, 8),
        bigEndian(operation.nonce, 4),
      ];
  }
}

function opaque(hex: Hex): Buffer {
  const bytes = fromHex(hex);
  return Buffer.concat([bigEndian(bytes.length, 4), bytes]);
}

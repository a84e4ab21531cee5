import { createHash, hash } from 'node:crypto';
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
  // One text of digits, one buffer, one call: an update for each part costs three times as much.
  const digits = domain + rollup.slice(2) + number(kindBytes[operation.kind], 1) + partsOf(operation);
  return `0x${hash('sha256', Buffer.from(digits, 'hex'), 'hex')}`;
}

const domain = Buffer.from('plimsoll-operator-1').toString('hex');

function partsOf(operation: Operation): string {
  switch (operation.kind) {
    case 'create-account':
      return (
        opaque(operation.publicKey) +
        opaque(operation.jointEncryptionKey) +
        opaque(operation.blindingFactor) +
        opaque(operation.encryptedBlindingFactor) +
        opaque(operation.randomizationFactor)
      );
    case 'create-order':
      return (
        number(operation.from, 4) +
        number(operation.to, 4) +
        number(operation.tokenId, 2) +
        number(operation.amount, 8) +
        number(operation.nonce, 4) +
        opaque(operation.blindingFactor) +
        opaque(operation.encryptedMoneyOrder) +
        opaque(operation.randomizationFactor)
      );
    case 'redeem-order':
      return (
        number(operation.from, 4) +
        number(operation.to, 4) +
        number(operation.tokenId, 2) +
        number(operation.amount, 8) +
        number(operation.nonce, 4) +
        number(operation.index, 6) +
        opaque(operation.blindingFactor) +
        opaque(operation.encryptedMoneyOrderRedeem) +
        opaque(operation.randomizationFactor)
      );
    case 'outbound':
      return (
        number(operation.from, 4) +
        operation.address.slice(2) +
        number(operation.tokenId, 2) +
        number(operation.amount, 8) +
        number(operation.nonce, 4)
      );
  }
}

/** Digits of a whole number in so many bytes, big-endian. */
function number(value: number | bigint, bytes: number): string {
  const digits = value.toString(16);
  if (digits.length > 2 * bytes || value < 0) throw new RangeError(`${value} is no number of ${bytes} bytes`);
  return digits.padStart(2 * bytes, '0');
}

function opaque(hex: Hex): string {
  return number(hex.length / 2 - 1, 4) + hex.slice(2);
}

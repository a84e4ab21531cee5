import { verify, type KeyObject } from 'node:crypto';
import { fromHex } from '@plimsoll/interface/operator/bytes';
import { derSignature } from '@plimsoll/interface/operator/der-signature';
import type { Hex } from '@plimsoll/interface/operator/operation';

/**
 * Whether a signature is that of this key over this hash (interface, operator/signature.ts), worked out beside the event
 * loop: at about 70 µs each it would otherwise bound the whole manager.
 */
export function verifySignature(hash: Hex, signature: Hex, key: KeyObject): Promise<boolean> {
  const bytes = fromHex(signature);
  const digest = fromHex(hash);
  if (bytes.length !== 96 || !bytes.subarray(64).equals(digest)) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    verify('sha256', digest, key, derSignature(bytes.subarray(0, 64)), (error, valid) => {
      if (error) reject(error);
      else resolve(valid);
    });
  });
}

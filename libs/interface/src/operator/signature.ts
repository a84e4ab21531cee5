import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { fromHex, toHex } from './bytes.ts';
import { derSignature } from './der-signature.ts';
import type { Hex } from './operation.ts';

/**
 * The documented signature of 96 bytes, whose scheme upstream leaves open: r and s of ECDSA over P-256 with SHA-256 of
 * the operation hash (IEEE P1363, 64 bytes), then the 32 bytes of the operation hash that was signed.
 */
export function signHash(hash: Hex, privateKey: KeyObject): Hex {
  const digest = fromHex(hash);
  return toHex(
    Buffer.concat([sign('sha256', digest, { key: privateKey, dsaEncoding: 'ieee-p1363' }), digest]),
  );
}

/** Whether a signature is that of this key over this hash. */
export function verifyHash(hash: Hex, signature: Hex, publicKey: KeyObject): boolean {
  const bytes = fromHex(signature);
  const digest = fromHex(hash);
  return (
    bytes.length === 96 &&
    bytes.subarray(64).equals(digest) &&
    verify('sha256', digest, publicKey, derSignature(bytes.subarray(0, 64)))
  );
}

/** The key object of a documented public key (64 bytes: x, y). Throws when they are no point of P-256. */
export function publicKeyOf(publicKey: Hex): KeyObject {
  const bytes = fromHex(publicKey);
  return createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: bytes.subarray(0, 32).toString('base64url'),
      y: bytes.subarray(32, 64).toString('base64url'),
    },
  });
}

/** The documented form of a public or private key object's point. */
export function pointOf(key: KeyObject): Hex {
  const { x, y } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new Error('not a key on P-256');
  return toHex(Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
}

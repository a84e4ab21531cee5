import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { challengeVector, contentVectors } from './vectors.ts';

/** PKCS#8 of an Ed25519 seed is a fixed head and the seed (RFC 8410). */
const privateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${challengeVector.secretHex}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});

test('the published signature is what the published key gives for the published text', () => {
  const bytes = Buffer.from(challengeVector.text, 'utf8');
  expect(challengeVector.text).toBe('plimsoll-auth-v1\nalice\nc-1\nbm9uY2U');
  expect(sign(null, bytes, privateKey).toString('base64')).toBe(challengeVector.signature);
  expect(
    verify(null, bytes, createPublicKey(privateKey), Buffer.from(challengeVector.signature, 'base64')),
  ).toBe(true);
});

test('the published public key is the one of the published secret', () => {
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  expect(raw.toString('base64')).toBe(challengeVector.publicKey);
});

test('contents travel as standard, padded base64', () => {
  for (const { hex, base64 } of contentVectors)
    expect(Buffer.from(hex, 'hex').toString('base64')).toBe(base64);
});

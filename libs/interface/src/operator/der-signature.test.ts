import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derSignature } from './der-signature.ts';

test('OpenSSL takes the converted signature for the same', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
      const signature = sign('sha256', digest, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(verify('sha256', digest, publicKey, derSignature(signature))).toBe(true);
      signature[40] = (signature[40] ?? 0) ^ 1;
      expect(verify('sha256', digest, publicKey, derSignature(signature))).toBe(false);
    }),
  );
});

test('numbers have no more leading zeros than their sign needs', () => {
  const r = Buffer.alloc(32);
  r[31] = 0x7f;
  const s = Buffer.alloc(32);
  s[30] = 0x80;
  expect(derSignature(Buffer.concat([r, s])).toString('hex')).toBe('30080201' + '7f' + '0203008000');
  expect(derSignature(Buffer.alloc(64)).toString('hex')).toBe('3006020100020100');
});

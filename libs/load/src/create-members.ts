import { generateKeyPairSync } from 'node:crypto';
import type { TestMember } from './client.ts';

/**
 * Test members with fresh Ed25519 keys: `m0`, `m1`, … for the load, then `probe` (the probe stream's own, outside
 * the judged load) and `disabled`. Private keys live only in the harness's processes.
 */
export function createMembers(count: number): readonly TestMember[] {
  const names = Array.from({ length: count }, (_, index) => `m${index}`);
  return [
    ...names.map((name) => createMember(name, true)),
    createMember('probe', true),
    createMember('disabled', false),
  ];
}

/** One member with a fresh key. */
export function createMember(name: string, enabled: boolean): TestMember {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'jwk' }).x;
  if (raw === undefined) throw new Error('an Ed25519 public key always has x');
  return {
    name,
    enabled,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: Buffer.from(raw, 'base64url').toString('base64'),
  };
}

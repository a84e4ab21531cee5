import { generateKeyPairSync, sign } from 'node:crypto';
import { challengeText } from '@plimsoll/interface/sequencer/calls';
import { expect, test } from 'vitest';
import { authenticateMember } from './authenticate-member.ts';
import { challengeSeconds, newChallenge, openChallenge } from './challenge.ts';
import { createTokens } from './token.ts';

const secret = Buffer.alloc(32, 7);

test('a token names its member until it expires, at any node with the secret', () => {
  let now = 1e15;
  const tokens = createTokens(secret, 60, () => now);
  const token = tokens.issue('alice');
  const elsewhere = createTokens(secret, 60, () => now);
  expect(tokens.memberOf(token)).toBe('alice');
  expect(elsewhere.memberOf(token)).toBe('alice');
  now += 60_000_001;
  expect(elsewhere.memberOf(token)).toBeUndefined();
  expect(tokens.memberOf(token)).toBeUndefined();
});

test('a forged token names nobody', () => {
  const tokens = createTokens(secret, 60, () => 1e15);
  const token = tokens.issue('alice');
  expect(tokens.memberOf(token.replace('alice', 'bob'))).toBeUndefined();
  expect(createTokens(Buffer.alloc(32, 8), 60, () => 1e15).memberOf(token)).toBeUndefined();
  for (const junk of ['', '.', 'a.b', `${token}x`]) expect(tokens.memberOf(junk)).toBeUndefined();
});

test('a challenge opens for its member only, until it expires', () => {
  const { challengeId, nonce } = newChallenge(secret, 'alice', 1e15);
  expect(openChallenge(secret, 'alice', challengeId, 1e15)?.nonce).toBe(nonce);
  expect(openChallenge(secret, 'bob', challengeId, 1e15)).toBeUndefined();
  expect(openChallenge(secret, 'alice', `${challengeId}.x`, 1e15)).toBeUndefined();
  expect(openChallenge(secret, 'alice', challengeId, 1e15 + challengeSeconds * 1e6)).toBeUndefined();
});

test('only the member’s own key signs for it', () => {
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const challenge = { challengeId: 'c', nonce: 'n' };
  const signature = sign(null, Buffer.from(challengeText('alice', 'c', 'n')), keys.privateKey).toString(
    'base64',
  );
  expect(authenticateMember({ name: 'alice', publicKey }, challenge, signature)).toBe(true);
  expect(authenticateMember({ name: 'bob', publicKey }, challenge, signature)).toBe(false);
  expect(authenticateMember({ name: 'alice', publicKey: 'AAAA' }, challenge, signature)).toBe(false);
  expect(authenticateMember({ name: 'alice', publicKey }, challenge, '')).toBe(false);
});

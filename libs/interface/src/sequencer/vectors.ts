import { challengeText } from './calls.ts';

/**
 * Test vectors for what two implementations must compute alike. The key is the first of RFC 8032, section 7.1
 * (its secret is public: it is for tests only), so that anybody can check the signature with any library.
 */
export const challengeVector = {
  /** Ed25519 seed, hex (RFC 8032, 7.1, TEST 1). */
  secretHex: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  /** As in the members file: raw public key, base64. */
  publicKey: '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  member: 'alice',
  challengeId: 'c-1',
  nonce: 'bm9uY2U',
  text: challengeText('alice', 'c-1', 'bm9uY2U'),
  signature: 'E8UZ8G7oelm/nIoIgTCZOF1wFGVLia35Snkaa8LTSlhq8pyiRZrqjjh/1wmRIMkNpx02oagHNlrqtmuA4C81Cg==',
} as const;

/** Contents as bytes (hex) and as they travel (base64, standard alphabet, padded). */
export const contentVectors = [
  { hex: '', base64: '' },
  { hex: '00', base64: 'AA==' },
  { hex: 'fbff', base64: '+/8=' },
  { hex: '68656c6c6f', base64: 'aGVsbG8=' },
] as const;

import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { challengeText } from '@plimsoll/interface/sequencer/calls';

/** True if the signature over the challenge fits the member's registered key. */
export type AuthenticateMember = (
  member: { readonly name: string; readonly publicKey: string },
  challenge: { readonly challengeId: string; readonly nonce: string },
  signature: string,
) => boolean;

// The fixed head of an Ed25519 public key in DER form; the 32 raw bytes follow.
const derHead = Buffer.from('302a300506032b6570032100', 'hex');

/** Checks an Ed25519 signature (base64) over the text that libs/interface lays down. */
export const authenticateMember: AuthenticateMember = (member, { challengeId, nonce }, signature) => {
  let key: KeyObject;
  try {
    const raw = Buffer.from(member.publicKey, 'base64');
    key = createPublicKey({ key: Buffer.concat([derHead, raw]), format: 'der', type: 'spki' });
  } catch {
    return false;
  }
  const bytes = Buffer.from(signature, 'base64');
  return (
    bytes.length === 64 &&
    verify(null, Buffer.from(challengeText(member.name, challengeId, nonce)), key, bytes)
  );
};

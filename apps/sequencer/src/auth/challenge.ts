import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a challenge may be answered, seconds. Generous, since nodes' clocks may differ. */
export const challengeSeconds = 120;

export interface Challenge {
  readonly challengeId: string;
  readonly nonce: string;
}

/**
 * A challenge that every node can check without having stored it: the id holds the expiry and a MAC over member
 * and nonce, so that unauthenticated requests leave nothing behind. Only answered ones are stored, to be used
 * once (`sequencer.used_challenges`).
 */
export function newChallenge(secret: Buffer, member: string, nowMicros: number): Challenge {
  const expiresMicros = Math.round(nowMicros) + challengeSeconds * 1_000_000;
  const nonce = randomBytes(24).toString('base64url');
  const head = `${expiresMicros}.${nonce}`;
  return { challengeId: `${head}.${mac(secret, `challenge ${member} ${head}`)}`, nonce };
}

/** The nonce and expiry of a challenge that this domain gave to this member, or undefined. */
export function openChallenge(
  secret: Buffer,
  member: string,
  challengeId: string,
  nowMicros: number,
): { readonly nonce: string; readonly expiresMicros: number } | undefined {
  const [expires = '', nonce = '', given = '', ...rest] = challengeId.split('.');
  if (rest.length > 0 || !sameText(given, mac(secret, `challenge ${member} ${expires}.${nonce}`)))
    return undefined;
  const expiresMicros = Number(expires);
  return expiresMicros > nowMicros ? { nonce, expiresMicros } : undefined;
}

/** Keyed digest, base64url. */
export function mac(secret: Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** Compares in a time that does not depend on where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

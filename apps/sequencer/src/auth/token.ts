import { randomBytes } from 'node:crypto';
import { mac, sameText } from './challenge.ts';

/** Verified tokens that are remembered, so that a request costs a look-up and no MAC. */
const rememberedMax = 10_000;

/** Tokens good at every node: a MAC with the secret that the nodes share through the database. */
export interface Tokens {
  readonly issue: (member: string) => string;
  /** The member a token names, or undefined if it is forged, damaged or expired. */
  readonly memberOf: (token: string) => string | undefined;
}

/** @param nowMicros wall clock, microseconds */
export function createTokens(secret: Buffer, lifetimeSeconds: number, nowMicros: () => number): Tokens {
  const remembered = new Map<string, { member: string; expiresMicros: number }>();
  return {
    issue: (member) => {
      const expires = Math.round(nowMicros()) + lifetimeSeconds * 1_000_000;
      const body = `${member}.${expires}.${randomBytes(9).toString('base64url')}`;
      return `${body}.${mac(secret, `token ${body}`)}`;
    },
    memberOf: (token) => {
      const known = remembered.get(token);
      if (known) {
        if (known.expiresMicros > nowMicros()) return known.member;
        remembered.delete(token);
        return undefined;
      }
      const cut = token.lastIndexOf('.');
      const body = token.slice(0, Math.max(cut, 0));
      if (!sameText(token.slice(cut + 1), mac(secret, `token ${body}`))) return undefined;
      const [member = '', expires = ''] = body.split('.');
      const expiresMicros = Number(expires);
      if (!(expiresMicros > nowMicros())) return undefined;
      if (remembered.size >= rememberedMax) remembered.clear();
      remembered.set(token, { member, expiresMicros });
      return member;
    },
  };
}

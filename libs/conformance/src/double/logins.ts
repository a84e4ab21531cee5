import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { challengeText } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceMember } from '../target.ts';
import type { BrokenRule } from './broken-rule.ts';
import { Refusal } from './refusal.ts';

/** Challenges and tokens of the double: one store for all of its nodes, except where a rule is broken. */
export class Logins {
  readonly #keys: ReadonlyMap<string, string>;
  readonly #disabled: string;
  readonly #seconds: number;
  readonly #broken: (rule: BrokenRule) => boolean;
  readonly #challenges = new Map<string, { readonly member: string; readonly nonce: string }>();
  readonly #tokens = new Map<
    string,
    { readonly member: string; readonly node: number; readonly until: number }
  >();

  constructor(
    members: readonly ConformanceMember[],
    disabled: ConformanceMember,
    seconds: number,
    broken: (rule: BrokenRule) => boolean,
  ) {
    this.#keys = new Map([...members, disabled].map((each) => [each.name, each.privateKeyPem]));
    this.#disabled = disabled.name;
    this.#seconds = seconds;
    this.#broken = broken;
  }

  get registered(): readonly string[] {
    return [...this.#keys.keys()];
  }

  challenge(member: string): unknown {
    if (!this.#keys.has(member) && !this.#broken('unknown-members-welcome'))
      throw new Refusal('SEQUENCER_SENDER_UNKNOWN');
    if (member === this.#disabled && !this.#broken('disabled-may-enter'))
      throw new Refusal('MEMBER_DISABLED');
    const [challengeId, nonce] = [randomUUID(), randomUUID()];
    this.#challenges.set(challengeId, { member, nonce });
    return { challengeId, nonce };
  }

  token(member: string, challengeId: string, signature: string, node: number): unknown {
    const challenge = this.#challenges.get(challengeId);
    if (!this.#broken('challenges-reusable')) this.#challenges.delete(challengeId);
    if (challenge === undefined)
      throw new Refusal(this.#broken('challenges-unnamed') ? 'UNAUTHENTICATED' : 'CHALLENGE_FAILED');
    if (challenge.member !== member && !this.#broken('challenges-for-anybody'))
      throw new Refusal('CHALLENGE_FAILED');
    const bytes = Buffer.from(challengeText(member, challengeId, challenge.nonce));
    const raw = Buffer.from(signature, 'base64');
    if (raw.length !== 64 && this.#broken('crash-on-bad-signature'))
      throw new Error('signature has a wrong length');
    const good = raw.length === 64 && verify(null, bytes, createPublicKey(this.#keys.get(member)!), raw);
    if (!good && !this.#broken('signatures-unchecked')) throw new Refusal('CHALLENGE_FAILED');
    const token = randomUUID();
    this.#tokens.set(token, { member, node, until: Date.now() + this.#seconds * 1000 });
    return { token, expiresInSeconds: this.#seconds };
  }

  authenticate(authorization: string | undefined, node: number): string {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const anybody = this.registered[0]!;
    if (token === undefined && this.#broken('without-token')) return anybody;
    const known = this.#tokens.get(token ?? '');
    if (known === undefined && token !== undefined && this.#broken('tokens-unchecked')) return anybody;
    const elsewhere = known?.node !== node && this.#broken('tokens-local');
    const late = known !== undefined && Date.now() > known.until && !this.#broken('tokens-eternal');
    if (known === undefined || elsewhere || late) throw new Refusal('UNAUTHENTICATED');
    return known.member;
  }
}

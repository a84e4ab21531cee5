import { createPrivateKey, sign } from 'node:crypto';
import type { Agent } from 'undici';
import { challengeText, type ChallengeReply, type TokenReply } from '@plimsoll/interface/sequencer/calls';
import type { SendRequest } from '@plimsoll/interface/sequencer/send';
import type { ConformanceEndpoint, ConformanceMember } from '../target.ts';
import { Violation } from '../violation.ts';
import { call, type Call } from './call.ts';
import { describeReply, type Reply } from './reply.ts';
import { Subscription } from './subscription.ts';

/** The Ed25519 signature (base64) over the bytes that a member signs to meet a challenge. */
export function signChallenge(member: string, challenge: ChallengeReply, privateKeyPem: string): string {
  const text = challengeText(member, challenge.challengeId, challenge.nonce);
  return sign(null, Buffer.from(text, 'utf8'), createPrivateKey(privateKeyPem)).toString('base64');
}

/** A member logged in at one endpoint. */
export class Session {
  readonly member: string;
  readonly endpoint: ConformanceEndpoint;
  readonly token: string;
  readonly expiresInSeconds: number;
  readonly #agent: Agent;

  private constructor(agent: Agent, endpoint: ConformanceEndpoint, member: string, reply: TokenReply) {
    this.#agent = agent;
    this.endpoint = endpoint;
    this.member = member;
    this.token = reply.token;
    this.expiresInSeconds = reply.expiresInSeconds;
  }

  /** Challenge, signature, token. A `Violation` when an enabled member is refused. */
  static async open(
    agent: Agent,
    endpoint: ConformanceEndpoint,
    member: ConformanceMember,
  ): Promise<Session> {
    const path = '/v1/auth/challenge';
    const challenge = await call(agent, endpoint, { method: 'POST', path, body: { member: member.name } });
    if (challenge.status !== 200)
      throw new Violation('No challenge for an enabled member.', [describeReply(challenge)]);
    const given = challenge.json as ChallengeReply;
    const body = {
      member: member.name,
      challengeId: given.challengeId,
      signature: signChallenge(member.name, given, member.privateKeyPem),
    };
    const token = await call(agent, endpoint, { method: 'POST', path: '/v1/auth/token', body });
    if (token.status !== 200)
      throw new Violation('No token for a challenge that was met.', [describeReply(token)]);
    return new Session(agent, endpoint, member.name, token.json as TokenReply);
  }

  /** The same token, used at another endpoint of the subject. */
  at(endpoint: ConformanceEndpoint): Session {
    return new Session(this.#agent, endpoint, this.member, {
      token: this.token,
      expiresInSeconds: this.expiresInSeconds,
    });
  }

  call(asked: Omit<Call, 'token'>): Promise<Reply> {
    return call(this.#agent, this.endpoint, { ...asked, token: this.token });
  }

  send(request: Omit<SendRequest, 'sender'> & { readonly sender?: string }): Promise<Reply> {
    return this.call({ method: 'POST', path: '/v1/send', body: { sender: this.member, ...request } });
  }

  subscribe(fromMicros?: number): Promise<Subscription> {
    return Subscription.open(this.#agent, this.endpoint, this.token, fromMicros);
  }
}

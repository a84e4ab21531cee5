import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { challengeText, type ChallengeReply, type TokenReply } from '@plimsoll/interface/sequencer/calls';
import { classify } from './classify.ts';
import type { TestMember } from './client.ts';
import type { HttpCaller, Reply } from './http-caller.ts';
import type { Route } from './routes.ts';

interface Session {
  token: string | undefined;
  renewAtMs: number;
  busy: Promise<void> | undefined;
  failures: number;
  retryAtMs: number;
}

/**
 * Tokens of the test members: one a member and endpoint, got by signing a challenge at that endpoint, renewed at half of
 * its life and when it is refused. Where an endpoint has given none yet (it is down), any other token of the member
 * serves: a token is good everywhere (interface, `TokenRequest`).
 */
export class Sessions {
  readonly #caller: HttpCaller;
  readonly #members: readonly TestMember[];
  readonly #keys = new Map<number, KeyObject>();
  readonly #sessions = new Map<string, Session>();
  readonly #latest = new Map<number, string>();

  constructor(caller: HttpCaller, members: readonly TestMember[]) {
    this.#caller = caller;
    this.#members = members;
  }

  /** The token to use now, if there is any. Asks for one, or for its renewal, in the background where that is due. */
  token(member: number, route: Route): string | undefined {
    const session = this.#session(member, route);
    if (session.token === undefined || performance.now() > session.renewAtMs)
      void this.#renew(member, route, session);
    return session.token ?? this.#latest.get(member);
  }

  /** Resolves when a try to get a token for this member at this endpoint has ended, well or not. */
  async prepare(member: number, route: Route): Promise<string | undefined> {
    const session = this.#session(member, route);
    if (session.token === undefined) await this.#renew(member, route, session);
    return this.token(member, route);
  }

  /** `token` was refused as unauthenticated: never use it again. */
  refused(member: number, route: Route, token: string | undefined): void {
    const session = this.#session(member, route);
    for (const [key, other] of this.#sessions) {
      if (key.startsWith(`${member}|`) && other.token === token) other.token = undefined;
    }
    if (this.#latest.get(member) === token) this.#latest.delete(member);
    void this.#renew(member, route, session);
  }

  #session(member: number, route: Route): Session {
    const key = `${member}|${route.index}`;
    let session = this.#sessions.get(key);
    if (session === undefined) {
      session = { token: undefined, renewAtMs: 0, busy: undefined, failures: 0, retryAtMs: 0 };
      this.#sessions.set(key, session);
    }
    return session;
  }

  #renew(member: number, route: Route, session: Session): Promise<void> {
    if (session.busy !== undefined) return session.busy;
    if (performance.now() < session.retryAtMs) return Promise.resolve();
    session.busy = this.#authenticate(member, route).then((granted) => {
      session.busy = undefined;
      if (granted === undefined) {
        session.failures += 1;
        session.retryAtMs = performance.now() + Math.min(1000, 25 * 2 ** session.failures);
        return;
      }
      session.failures = 0;
      session.token = granted.token;
      session.renewAtMs = performance.now() + granted.expiresInSeconds * 500;
      this.#latest.set(member, granted.token);
    });
    return session.busy;
  }

  async #authenticate(member: number, route: Route): Promise<TokenReply | undefined> {
    const name = (this.#members[member] as TestMember).name;
    const challenge = classify<ChallengeReply>(
      await this.#post(route, '/v1/auth/challenge', { member: name }),
      (body) => typeof body.challengeId === 'string' && typeof body.nonce === 'string',
    ).body;
    if (challenge === undefined) return undefined;
    const text = challengeText(name, challenge.challengeId, challenge.nonce);
    const signature = sign(null, Buffer.from(text), this.#key(member)).toString('base64');
    return classify<TokenReply>(
      await this.#post(route, '/v1/auth/token', {
        member: name,
        challengeId: challenge.challengeId,
        signature,
      }),
      // It goes into a header: nothing that could break out of one is taken for a token.
      (body) =>
        typeof body.token === 'string' &&
        /^[!-~]{1,8192}$/.test(body.token) &&
        typeof body.expiresInSeconds === 'number',
    ).body;
  }

  #post(route: Route, path: string, body: object): Promise<Reply> {
    return new Promise((resolve) => {
      this.#caller.call(
        route.address,
        { method: 'POST', path, token: undefined, body: JSON.stringify(body) },
        resolve,
      );
    });
  }

  #key(member: number): KeyObject {
    let key = this.#keys.get(member);
    if (key === undefined) {
      key = createPrivateKey((this.#members[member] as TestMember).privateKeyPem);
      this.#keys.set(member, key);
    }
    return key;
  }
}

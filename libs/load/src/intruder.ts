import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { IntrusionRecord } from '@plimsoll/history/record';
import { challengeText, type ChallengeReply } from '@plimsoll/interface/sequencer/calls';
import { isDefiniteError } from '@plimsoll/interface/sequencer/errors';
import { classify } from './classify.ts';
import type { TestMember } from './client.ts';
import type { HttpCaller, Reply, Request } from './http-caller.ts';
import { testMembers } from './members.ts';
import type { Route } from './routes.ts';
import { wallMicros } from './run-clock.ts';
import type { Sessions } from './sessions.ts';

export interface IntruderOptions {
  readonly caller: HttpCaller;
  readonly sessions: Sessions;
  readonly members: readonly TestMember[];
  readonly routes: readonly Route[];
  readonly capabilities: readonly string[];
  readonly clock: () => number;
  readonly record: (record: IntrusionRecord) => void;
}

/** What is asked, which refusals are right, and how it is done: undefined when it could not even be tried. */
interface Trick {
  readonly asked: string;
  readonly expected: readonly string[];
  readonly play: (route: Route) => Promise<Reply | undefined>;
}

/** An instance that cannot serve may say so before it looks at who is asking. */
const busy = ['SEQUENCER_UNAVAILABLE', 'SEQUENCER_OVERLOADED', 'NO_NODE_AVAILABLE'];
const madeUpToken = 'made-up-token-that-nobody-was-given';

/** Tries, now and then, what must be refused: outsiders and members who ask for what is not theirs (DG-14, DC-42). */
export class Intruder {
  readonly #options: IntruderOptions;
  readonly #tricks: readonly Trick[];
  readonly #strangerKey: KeyObject = generateKeyPairSync('ed25519').privateKey;
  #turn = 0;

  constructor(options: IntruderOptions) {
    this.#options = options;
    this.#tricks = this.#allTricks();
  }

  /** Plays the next trick at the next instance. */
  tick(): void {
    const trick = this.#tricks[this.#turn % this.#tricks.length] as Trick;
    // Both counters move, so that in time every trick is tried everywhere.
    const { routes, clock, record } = this.#options;
    const route = routes[
      (this.#turn + Math.floor(this.#turn / this.#tricks.length)) % routes.length
    ] as Route;
    this.#turn += 1;
    const dueMicros = clock();
    void trick.play(route).then((reply) => {
      if (reply === undefined) return;
      record({
        kind: 'intrusion',
        client: 'watch',
        site: route.endpoint.site,
        instance: route.endpoint.instance,
        ...(reply.servedBy === undefined ? {} : { servedBy: reply.servedBy }),
        dueMicros,
        sentMicros: reply.sentMicros,
        doneMicros: reply.doneMicros,
        ...ending(reply),
        ...(reply.httpStatus === undefined ? {} : { httpStatus: reply.httpStatus }),
        asked: trick.asked,
        expected: [...trick.expected, ...busy],
      });
    });
  }

  #allTricks(): Trick[] {
    const { members, sessions, capabilities } = this.#options;
    const [first = 0, second = first] = testMembers(members);
    const disabled = members.find(({ enabled }) => !enabled);
    const name = (index: number): string => (members[index] as TestMember).name;
    const tricks: Trick[] = [
      {
        asked: 'send without a token',
        expected: ['UNAUTHENTICATED'],
        play: (route) => this.#call(route, this.#send(undefined, name(first))),
      },
      {
        asked: 'send with a made-up token',
        expected: ['UNAUTHENTICATED'],
        play: (route) => this.#call(route, this.#send(madeUpToken, name(first))),
      },
      {
        asked: 'subscribe with a made-up token',
        expected: ['UNAUTHENTICATED'],
        play: (route) =>
          this.#call(route, { method: 'GET', path: '/v1/subscribe', token: madeUpToken, body: undefined }),
      },
      {
        asked: 'subscribe without a token',
        expected: ['UNAUTHENTICATED'],
        play: (route) =>
          this.#call(route, { method: 'GET', path: '/v1/subscribe', token: undefined, body: undefined }),
      },
      {
        asked: 'a token by a signature with a foreign key',
        expected: ['CHALLENGE_FAILED'],
        play: (route) => this.#forge(route, name(first)),
      },
      {
        asked: 'a challenge for a name that is not registered',
        expected: ['SEQUENCER_SENDER_UNKNOWN'],
        play: (route) => this.#forge(route, 'stranger-at-the-gate', true),
      },
    ];
    if (second !== first) {
      tricks.push({
        asked: 'send in the name of another member',
        expected: ['SENDER_MISMATCH'],
        play: async (route) => {
          const token = sessions.token(second, route);
          return token === undefined ? undefined : this.#call(route, this.#send(token, name(first)));
        },
      });
    }
    if (disabled !== undefined && capabilities.includes('disabled-members')) {
      tricks.push({
        asked: 'a challenge for a disabled member',
        expected: ['MEMBER_DISABLED'],
        play: (route) => this.#forge(route, disabled.name, true),
      });
    }
    return tricks;
  }

  #send(token: string | undefined, sender: string): Request {
    const content = Buffer.from('plimsoll-intrusion').toString('base64');
    const body = JSON.stringify({
      sender,
      messageId: `x-${this.#turn}`,
      maxSequencingTimeMicros: wallMicros() + 5_000_000,
      envelopes: [{ content, recipients: [sender] }],
    });
    return { method: 'POST', path: '/v1/send', token, body };
  }

  /** Asks for a challenge and answers it with a key that is not the member's. Where the challenge itself must be refused, that is the end. */
  async #forge(route: Route, member: string, refusedAtOnce = false): Promise<Reply | undefined> {
    const asked = await this.#post(route, '/v1/auth/challenge', { member });
    const { body } = classify<ChallengeReply>(asked, ({ challengeId }) => typeof challengeId === 'string');
    if (body === undefined) return refusedAtOnce ? asked : undefined;
    const text = challengeText(member, body.challengeId, body.nonce);
    const signature = sign(null, Buffer.from(text), this.#strangerKey).toString('base64');
    const answered = await this.#post(route, '/v1/auth/token', {
      member,
      challengeId: body.challengeId,
      signature,
    });
    // The challenge was granted where it should not have been: that is what is reported.
    return refusedAtOnce ? asked : answered;
  }

  #post(route: Route, path: string, body: object): Promise<Reply> {
    return this.#call(route, { method: 'POST', path, token: undefined, body: JSON.stringify(body) });
  }

  #call(route: Route, request: Request): Promise<Reply> {
    return new Promise((resolve) => this.#options.caller.call(route.address, request, resolve));
  }
}

/** A 2xx is `ok` even if its body never ends (a stream was opened): what must be refused was granted. */
function ending(reply: Reply): Pick<IntrusionRecord, 'outcome' | 'code'> {
  if (reply.httpStatus !== undefined && reply.httpStatus < 300) return { outcome: 'ok' };
  const { code = 'GARBAGE' } = classify(reply, () => true);
  return { outcome: isDefiniteError(code) || code === 'NOT_SENT' ? 'fail' : 'info', code };
}

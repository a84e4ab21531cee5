import type { FastifyInstance } from 'fastify';
import {
  ChallengeRequest,
  TokenRequest,
  type ChallengeReply,
  type TokenReply,
} from '@plimsoll/interface/sequencer/calls';
import { newChallenge, openChallenge } from '../auth/challenge.ts';
import type { NodeServices } from './node-services.ts';
import { registered } from './authenticated.ts';
import { Refusal } from './refuse.ts';

/** `POST /v1/auth/challenge` and `POST /v1/auth/token`. */
export function authRoutes(app: FastifyInstance, node: NodeServices): void {
  const { config, parts, secret, directory, tokens, ask, nowMicros } = node;

  app.post<{ Body: { member: string } }>(
    '/v1/auth/challenge',
    { schema: { body: ChallengeRequest } },
    (request, reply) => {
      const member = registered(directory, request.body.member);
      const challenge: ChallengeReply = newChallenge(secret, member.name, nowMicros());
      return reply.send(challenge);
    },
  );

  app.post<{ Body: { member: string; challengeId: string; signature: string } }>(
    '/v1/auth/token',
    { schema: { body: TokenRequest } },
    async (request): Promise<TokenReply> => {
      const { challengeId, signature } = request.body;
      const member = registered(directory, request.body.member);
      const opened = openChallenge(secret, member.name, challengeId, nowMicros());
      if (!opened) throw new Refusal('CHALLENGE_FAILED');
      // Used up before it is looked at: a wrong signature is no second chance either.
      const used = await ask({
        text: `insert into sequencer.used_challenges (challenge_id, expires_micros) values ($1, $2)
          on conflict do nothing returning 1`,
        values: [challengeId, opened.expiresMicros],
      });
      const challenge = { challengeId, nonce: opened.nonce };
      if (used.length === 0 || !parts.authenticateMember(member, challenge, signature))
        throw new Refusal('CHALLENGE_FAILED');
      return { token: tokens.issue(member.name), expiresInSeconds: config.tokenSeconds };
    },
  );
}

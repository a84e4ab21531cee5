import type { ChallengeReply } from '@plimsoll/interface/sequencer/calls';
import { ChallengeReply as ChallengeReplySchema } from '@plimsoll/interface/sequencer/calls';
import type { CaseContext } from '../context.ts';
import { expectReply } from '../expectation.ts';
import type { ConformanceEndpoint } from '../target.ts';
import type { Reply } from './reply.ts';
import { signChallenge } from './session.ts';

/** Asks for a challenge, which an enabled member must get. */
export async function challengeFor(context: CaseContext, member: string): Promise<ChallengeReply> {
  const reply = await context.call({ method: 'POST', path: '/v1/auth/challenge', body: { member } });
  return expectReply(reply, 200, ChallengeReplySchema, 'A challenge for an enabled member');
}

/** Presents a challenge: signed by `member`'s own key unless told otherwise. The reply is for the case to judge. */
export function tokenFor(
  context: CaseContext,
  member: string,
  challenge: ChallengeReply,
  instead: {
    readonly privateKeyPem?: string;
    readonly signature?: string;
    readonly endpoint?: ConformanceEndpoint;
  } = {},
): Promise<Reply> {
  const pem = instead.privateKeyPem ?? context.member(member).privateKeyPem;
  const signature = instead.signature ?? signChallenge(member, challenge, pem);
  const body = { member, challengeId: challenge.challengeId, signature };
  return context.call({ method: 'POST', path: '/v1/auth/token', body }, instead.endpoint);
}

import Type from 'typebox';
import { MemberName } from './send.ts';

/**
 * `POST /v1/auth/challenge`: ask for something to sign. A name that is not registered is refused here
 * (`SEQUENCER_SENDER_UNKNOWN`), as is a disabled member (`MEMBER_DISABLED`). A challenge lives for at least 10 s.
 */
export const ChallengeRequest = Type.Object({ member: MemberName }, { additionalProperties: false });
export const ChallengeReply = Type.Object({ challengeId: Type.String(), nonce: Type.String() });

/**
 * `POST /v1/auth/token`: the Ed25519 signature (base64) over the UTF-8 bytes of
 * `plimsoll-auth-v1\n<member>\n<challengeId>\n<nonce>`. A challenge can be used once, at any node of the
 * subject. The token is sent as `authorization: Bearer <token>` and is good at every node and the gateway
 * until `expiresInSeconds` passed, restarts included. Anything wrong with challenge or signature is `CHALLENGE_FAILED`;
 * a failed try uses the challenge up.
 */
export const TokenRequest = Type.Object(
  {
    member: MemberName,
    challengeId: Type.String({ maxLength: 256 }),
    signature: Type.String({ maxLength: 256 }),
  },
  { additionalProperties: false },
);
export const TokenReply = Type.Object({ token: Type.String(), expiresInSeconds: Type.Integer() });
export type ChallengeReply = Type.Static<typeof ChallengeReply>;
export type TokenReply = Type.Static<typeof TokenReply>;

/** The bytes that a member signs (test vector in docs/reference). */
export function challengeText(member: string, challengeId: string, nonce: string): string {
  return `plimsoll-auth-v1\n${member}\n${challengeId}\n${nonce}`;
}

/** `POST /v1/acknowledge` {timestampMicros}: processed up to here; the reply is the highest ever acknowledged. */
export const AcknowledgeRequest = Type.Object(
  { timestampMicros: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) },
  { additionalProperties: false },
);
export const AcknowledgeReply = Type.Object({ acknowledgedMicros: Type.Integer() });
export type AcknowledgeReply = Type.Static<typeof AcknowledgeReply>;

/** `GET /v1/time`: a send made after this reply, if sequenced, gets a later timestamp; null while not known. */
export const TimeReply = Type.Object({ timeMicros: Type.Union([Type.Integer(), Type.Null()]) });
export type TimeReply = Type.Static<typeof TimeReply>;

/** `GET /v1/bounds`: events below `lowerBoundMicros` are pruned; `acknowledgedMicros` is the asking member's own. */
export const BoundsReply = Type.Object({
  lowerBoundMicros: Type.Union([Type.Integer(), Type.Null()]),
  acknowledgedMicros: Type.Union([Type.Integer(), Type.Null()]),
});
export type BoundsReply = Type.Static<typeof BoundsReply>;

/** Reply header that names the instance which did the work, set by nodes and passed on by gateways. */
export const instanceHeader = 'plimsoll-instance';

/** One entry of the members file that the harness hands to a subject ({{members}}): a JSON array of these. */
export const MemberEntry = Type.Object({
  name: MemberName,
  /** Ed25519 public key, raw 32 bytes, base64. */
  publicKey: Type.String(),
  enabled: Type.Boolean(),
});
export type MemberEntry = Type.Static<typeof MemberEntry>;

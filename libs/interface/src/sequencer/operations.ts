import Type, { type TSchema } from 'typebox';
import { HealthBody } from '../health/health.ts';
import {
  AcknowledgeReply,
  AcknowledgeRequest,
  BoundsReply,
  ChallengeReply,
  ChallengeRequest,
  TimeReply,
  TokenReply,
  TokenRequest,
} from './calls.ts';
import type { SequencerCapability } from './capability.ts';
import type { sequencerErrors } from './errors.ts';
import { SendReply, SendRequest } from './send.ts';
import { EventLine, ProofLine, StreamErrorLine } from './subscription.ts';

export type SequencerErrorCode = (typeof sequencerErrors)[number]['code'];

/** One call of the sequencer's interface: what the OpenAPI document, the reference page and the fuzzer are made from. */
export interface Operation {
  /** Stable, camel case: `operationId`. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** Needs `authorization: Bearer <token>`. */
  readonly authenticated: boolean;
  /** Only if claimed; else it answers `UNSUPPORTED`. */
  readonly capability?: SequencerCapability;
  readonly request?: TSchema;
  readonly query?: { readonly name: string; readonly description: string; readonly schema: TSchema };
  readonly replies: readonly {
    readonly status: number;
    readonly description: string;
    readonly schema: TSchema;
    readonly mediaType: string;
  }[];
  /** Errors beside those that every call can give (`commonErrors`). */
  readonly errors: readonly SequencerErrorCode[];
}

/** Errors that every call can give. */
export const commonErrors = [
  'MALFORMED_REQUEST',
  'REQUEST_TOO_LARGE',
  'REQUEST_TIMEOUT',
  'METHOD_NOT_ALLOWED',
  'NO_NODE_AVAILABLE',
  'UPSTREAM_LOST',
  'INTERNAL',
] as const satisfies readonly SequencerErrorCode[];

const json = 'application/json';
const membership = ['UNAUTHENTICATED', 'MEMBER_DISABLED', 'SEQUENCER_SENDER_UNKNOWN'] as const;
const health = {
  method: 'GET',
  authenticated: false,
  replies: [200, 503].map((status) => ({
    status,
    description: status === 200 ? 'Ready: making progress in its role.' : 'Not ready; the body says why.',
    schema: HealthBody,
    mediaType: json,
  })),
  errors: [],
} as const;

/** All calls, in the order in which a client meets them. */
export const sequencerOperations: readonly Operation[] = [
  {
    id: 'challenge',
    method: 'POST',
    path: '/v1/auth/challenge',
    summary: 'Ask for something to sign',
    description:
      'A name that is not registered and a disabled member are refused here. A challenge lives for at least 10 s, is for the member who asked, and can be used once, at any node.',
    authenticated: false,
    request: ChallengeRequest,
    replies: [{ status: 200, description: 'A challenge.', schema: ChallengeReply, mediaType: json }],
    errors: [
      'UNSUPPORTED_MEDIA_TYPE',
      'SEQUENCER_SENDER_UNKNOWN',
      'MEMBER_DISABLED',
      'SEQUENCER_UNAVAILABLE',
    ],
  },
  {
    id: 'token',
    method: 'POST',
    path: '/v1/auth/token',
    summary: 'Present the signed challenge, get a token',
    description:
      'The Ed25519 signature, base64, over the UTF-8 bytes of `plimsoll-auth-v1\\n<member>\\n<challengeId>\\n<nonce>`. Whatever is wrong with challenge or signature is `CHALLENGE_FAILED`; a failed try uses the challenge up. The token is good at every node and gateway until it expires, restarts included.',
    authenticated: false,
    request: TokenRequest,
    replies: [{ status: 200, description: 'A token.', schema: TokenReply, mediaType: json }],
    errors: [
      'UNSUPPORTED_MEDIA_TYPE',
      'CHALLENGE_FAILED',
      'SEQUENCER_SENDER_UNKNOWN',
      'MEMBER_DISABLED',
      'SEQUENCER_UNAVAILABLE',
    ],
  },
  {
    id: 'send',
    method: 'POST',
    path: '/v1/send',
    summary: 'Send envelopes to members',
    description:
      'Answered `accepted` once taken: best effort, it may still vanish without a word. With `await: sequenced` answered only once the event is durable and visible, and never lost from then on. A request that is sequenced becomes one event at one timestamp, for all its recipients and its sender, or an error event for the sender alone. Expiry is judged against the timestamp at the moment it is given.',
    authenticated: true,
    request: SendRequest,
    replies: [
      {
        status: 200,
        description: '`sequenced` at a timestamp, or `rejected` as an error event (await=sequenced).',
        schema: SendReply,
        mediaType: json,
      },
      { status: 202, description: '`accepted`.', schema: SendReply, mediaType: json },
    ],
    errors: [
      'UNSUPPORTED_MEDIA_TYPE',
      ...membership,
      'SENDER_MISMATCH',
      'MAX_SEQUENCING_TIME_EXCEEDED',
      'UNSUPPORTED',
      'SEQUENCER_OVERLOADED',
      'SEQUENCER_UNAVAILABLE',
      'SEQUENCING_UNKNOWN',
    ],
  },
  {
    id: 'subscribe',
    method: 'GET',
    path: '/v1/subscribe',
    summary: "Read the member's events, for ever",
    description:
      'An endless stream of lines, each a JSON object: events in order, each naming its predecessor; time proofs between them; at most one error line, the last. Any endpoint continues what another began, from any position, with the same bytes.',
    authenticated: true,
    query: {
      name: 'from',
      description: 'Position, microseconds, inclusive. Left out: from the first event. May lie ahead of now.',
      schema: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    },
    replies: [
      {
        status: 200,
        description: 'Lines, one JSON object each.',
        schema: Type.Union([EventLine, ProofLine, StreamErrorLine]),
        mediaType: 'application/x-ndjson',
      },
    ],
    errors: [...membership, 'EVENTS_UNAVAILABLE', 'SEQUENCER_UNAVAILABLE'],
  },
  {
    id: 'acknowledge',
    method: 'POST',
    path: '/v1/acknowledge',
    summary: 'Say what has been processed',
    description:
      'A position only rises: the reply is the highest that this member ever acknowledged, at any node.',
    authenticated: true,
    capability: 'acknowledge',
    request: AcknowledgeRequest,
    replies: [{ status: 200, description: 'The position.', schema: AcknowledgeReply, mediaType: json }],
    errors: [
      'UNSUPPORTED_MEDIA_TYPE',
      ...membership,
      'ACKNOWLEDGEMENT_AHEAD',
      'UNSUPPORTED',
      'SEQUENCER_UNAVAILABLE',
      'SEQUENCING_UNKNOWN',
    ],
  },
  {
    id: 'time',
    method: 'GET',
    path: '/v1/time',
    summary: 'Ask for the time',
    description:
      'A send made after this reply, at any node, is sequenced later than it, if at all. It lies at or above every event that the asked node has shown. Null while the node does not know it.',
    authenticated: true,
    capability: 'time',
    replies: [{ status: 200, description: 'The time.', schema: TimeReply, mediaType: json }],
    errors: [...membership, 'UNSUPPORTED', 'SEQUENCER_UNAVAILABLE'],
  },
  {
    id: 'bounds',
    method: 'GET',
    path: '/v1/bounds',
    summary: 'Ask what has been pruned',
    description: 'Events below the lower bound are gone; null while nothing is.',
    authenticated: true,
    capability: 'pruning',
    replies: [{ status: 200, description: 'The bounds.', schema: BoundsReply, mediaType: json }],
    errors: [...membership, 'UNSUPPORTED', 'SEQUENCER_UNAVAILABLE'],
  },
  {
    ...health,
    id: 'health',
    path: '/health',
    summary: 'Is it making progress?',
    description: 'Ready means making progress in the role, not answering. The same as /health/ready.',
  },
  {
    ...health,
    id: 'ready',
    path: '/health/ready',
    summary: 'Is it making progress?',
    description: 'What a balancer asks. The same as /health.',
  },
  {
    ...health,
    id: 'live',
    path: '/health/live',
    summary: 'Is it alive?',
    description: '200 unless only a restart can help. Once 503, for good. The body is that of /health.',
    replies: [200, 503].map((status) => ({
      status,
      description: status === 200 ? 'Alive.' : 'Only a restart can help.',
      schema: HealthBody,
      mediaType: json,
    })),
  },
];

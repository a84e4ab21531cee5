import type { ErrorDescriptor } from '../outcome/outcome.ts';

const definite = (code: string, httpStatus: number, title: string, description: string): ErrorDescriptor => ({
  code,
  httpStatus,
  certainty: 'definite',
  title,
  description,
});
const indefinite = (
  code: string,
  httpStatus: number,
  title: string,
  description: string,
): ErrorDescriptor => ({
  code,
  httpStatus,
  certainty: 'indefinite',
  title,
  description,
});

/**
 * The sequencer's error table. A code that is not in it counts as indefinite. Order: what the client got
 * wrong, who it is, what the node cannot do now, what is not known (facts/domain.md, "What a reply to a send means").
 */
export const sequencerErrors = [
  definite(
    'MALFORMED_REQUEST',
    400,
    'Not a valid request',
    'The body or a parameter does not fit the schema. Correct it and send again.',
  ),
  definite(
    'UNSUPPORTED_MEDIA_TYPE',
    415,
    'Not JSON',
    'The body must be application/json in UTF-8 without content encoding.',
  ),
  definite('REQUEST_TOO_LARGE', 413, 'Too large', 'The body is above the stated limit. Send less at once.'),
  definite(
    'REQUEST_TIMEOUT',
    408,
    'Body too slow',
    'The whole request did not arrive in time; nothing was done.',
  ),
  definite('NOT_FOUND', 404, 'No such endpoint', 'The path is not part of the interface.'),
  definite('METHOD_NOT_ALLOWED', 405, 'Wrong method', 'The path exists, the method does not.'),
  definite(
    'UNAUTHENTICATED',
    401,
    'Not authenticated',
    'Token missing, unknown or expired. Sign a new challenge.',
  ),
  definite(
    'CHALLENGE_FAILED',
    401,
    'Challenge not met',
    'Unknown, used or expired challenge, or a signature that does not fit.',
  ),
  definite('SENDER_MISMATCH', 403, 'Not your name', 'A member can send only as itself.'),
  definite('SEQUENCER_SENDER_UNKNOWN', 403, 'Unknown member', 'The member is not registered here.'),
  definite('MEMBER_DISABLED', 403, 'Member disabled', 'The member is registered but disabled.'),
  definite(
    'MAX_SEQUENCING_TIME_EXCEEDED',
    409,
    'Expired',
    'Sequenced time passed max-sequencing-time without an event: it will never be sequenced. Send anew.',
  ),
  definite(
    'UNSUPPORTED',
    422,
    'Capability not claimed',
    'The request uses a capability that this sequencer does not have.',
  ),
  definite(
    'EVENTS_UNAVAILABLE',
    410,
    'Pruned',
    'The position lies below the lower bound. Start at the bound.',
  ),
  definite(
    'ACKNOWLEDGEMENT_AHEAD',
    409,
    'Ahead of time',
    'A member cannot acknowledge what it cannot have read.',
  ),
  definite(
    'SEQUENCER_OVERLOADED',
    429,
    'Overloaded',
    'The queue is full; the request was not taken. Send again after a pause.',
  ),
  definite(
    'SEQUENCER_UNAVAILABLE',
    503,
    'Not serving',
    'The node does not accept sends now (starting, recovering, stopping); nothing was taken. Use another node.',
  ),
  definite(
    'NO_NODE_AVAILABLE',
    503,
    'No healthy node',
    'The gateway has no node to send this to; nothing was sent on.',
  ),
  indefinite(
    'UPSTREAM_LOST',
    502,
    'Lost on the way',
    'The gateway lost the node after sending on. It may have happened: wait for receipt or expiry.',
  ),
  indefinite(
    'SEQUENCING_UNKNOWN',
    504,
    'Not known yet',
    'Accepted, but not visible in time. It may still be sequenced until max-sequencing-time.',
  ),
  indefinite('INTERNAL', 500, 'Internal error', 'Unexpected. Nothing can be said about the request.'),
] as const satisfies readonly ErrorDescriptor[];

/** True when a caller who got `code` may conclude that nothing happened. Unknown codes are indefinite. */
export function isDefiniteError(code: string): boolean {
  return sequencerErrors.some((row) => row.code === code && row.certainty === 'definite');
}

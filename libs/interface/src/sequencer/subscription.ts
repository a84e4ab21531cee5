import Type from 'typebox';

/**
 * Lines of `GET /v1/subscribe?from=<timestampMicros, inclusive>`: an endless NDJSON stream
 * (`application/x-ndjson`). Without `from` it starts at the member's first event. Events of a member rise
 * strictly in `timestampMicros`; each names its predecessor (facts/domain.md, "Subscription").
 */
export const EventLine = Type.Object({
  type: Type.Literal('event'),
  timestampMicros: Type.Integer(),
  /** Timestamp of this member's previous event; null for its first. */
  previousMicros: Type.Union([Type.Integer(), Type.Null()]),
  /** `deliver`, or `error` (to the sender alone, no envelopes). */
  kind: Type.Union([Type.Literal('deliver'), Type.Literal('error')]),
  sender: Type.String(),
  /** Only on the sender's own stream: this event is its receipt. */
  messageId: Type.Optional(Type.String()),
  /** Only on `error`. */
  code: Type.Optional(Type.String()),
  /** Exactly the envelopes addressed to this member, contents base64, in the request's order. */
  envelopes: Type.Array(Type.String()),
});
export type EventLine = Type.Static<typeof EventLine>;

/**
 * A time proof (capability `time-proofs`): after this line no event with a timestamp ≤ `upToMicros` reaches
 * this member, from any node. Repeated at least every second, so that a silent stream is a sign of trouble.
 */
export const ProofLine = Type.Object({ type: Type.Literal('proof'), upToMicros: Type.Integer() });
export type ProofLine = Type.Static<typeof ProofLine>;

/** The last line before the server ends a stream on its own; `code` is from the error table. */
export const StreamErrorLine = Type.Object({
  type: Type.Literal('error'),
  code: Type.String(),
  message: Type.String(),
});
export type StreamErrorLine = Type.Static<typeof StreamErrorLine>;

export type SubscriptionLine = EventLine | ProofLine | StreamErrorLine;

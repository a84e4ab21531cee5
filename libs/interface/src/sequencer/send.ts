import Type from 'typebox';

/** Limits that every sequencer states and keeps; the harness never sends more except to see it refused. */
export const sendLimits = {
  messageIdMaxLength: 128,
  envelopesMax: 64,
  recipientsMax: 256,
  /** Whole request body, bytes: one more is `REQUEST_TOO_LARGE`. */
  bodyMaxBytes: 1_048_576,
  /** A request that has not arrived whole this long after its first byte is `REQUEST_TIMEOUT` (connection closed after it). */
  requestWithinMs: 10_000,
} as const;

/** A member's name: `[a-z0-9][a-z0-9-]{0,62}`. */
export const MemberName = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });

/** Content and the members that get it. Content is opaque bytes, base64. */
export const Envelope = Type.Object(
  {
    /** Base64 of the bytes, standard alphabet, padded. */
    content: Type.String({ pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$' }),
    /**
     * Members that get this envelope, or `["*"]`: every registered member, disabled ones and the sender
     * included. `*` beside a name is malformed. A name given twice counts once.
     */
    recipients: Type.Union([
      Type.Array(MemberName, { minItems: 1, maxItems: sendLimits.recipientsMax }),
      Type.Array(Type.Literal('*'), { minItems: 1, maxItems: 1 }),
    ]),
  },
  { additionalProperties: false },
);
export type Envelope = Type.Static<typeof Envelope>;

/**
 * `POST /v1/send` (facts/domain.md, "What a request carries"). The sender is the authenticated member and is
 * named again, so that a mix-up is an error (`SENDER_MISMATCH`) and not somebody else's message.
 */
export const SendRequest = Type.Object(
  {
    sender: MemberName,
    messageId: Type.String({
      minLength: 1,
      maxLength: sendLimits.messageIdMaxLength,
      pattern: '^[\\x21-\\x7e]+$',
    }),
    /** No event for this request may have a timestamp above this; equality is allowed (DG-12). */
    maxSequencingTimeMicros: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    /** `accepted` (default): answered once queued. `sequenced`: only once durable and visible (capability). */
    await: Type.Optional(Type.Union([Type.Literal('accepted'), Type.Literal('sequenced')])),
    /** Capability `topology-timestamp`: must be at or before the sequencing timestamp, else an error event. */
    topologyTimestampMicros: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    envelopes: Type.Array(Envelope, { maxItems: sendLimits.envelopesMax }),
  },
  { additionalProperties: false },
);
export type SendRequest = Type.Static<typeof SendRequest>;

/**
 * Reply: 202 `accepted` (best effort: may still vanish), or under `await=sequenced` 200 `sequenced` with the
 * timestamp (never lost from then on), or 200 `rejected` when it was sequenced as an error event to the sender.
 */
export const SendReply = Type.Union([
  Type.Object({ status: Type.Literal('accepted') }),
  Type.Object({ status: Type.Literal('sequenced'), timestampMicros: Type.Integer() }),
  Type.Object({ status: Type.Literal('rejected'), timestampMicros: Type.Integer(), code: Type.String() }),
]);
export type SendReply = Type.Static<typeof SendReply>;

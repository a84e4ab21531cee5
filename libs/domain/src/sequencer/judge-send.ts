/** What is asked of a send at the moment its timestamp is assigned. */
export interface SendTerms {
  readonly maxSequencingTimeMicros: number;
  readonly topologyTimestampMicros: number | undefined;
  /** Id, and so the time, of the stored payload. */
  readonly payloadMicros: number;
  /** Every recipient is a registered member. */
  readonly recipientsKnown: boolean;
}

/** `deliver` to the recipients, `error` to the sender alone, or `drop` in silence (DG-11). */
export type Judgement =
  | { readonly kind: 'deliver' }
  | { readonly kind: 'error'; readonly code: string }
  | { readonly kind: 'drop'; readonly reason: 'MAX_SEQUENCING_TIME_EXCEEDED' | 'PAYLOAD_TOO_OLD' };

/**
 * Longest time between a payload's id and its event's timestamp, microseconds. Pruning keeps payloads for
 * this much longer than events, so that no kept event loses its content (facts/domain.md, "Reader").
 */
export const payloadMarginMicros = 60_000_000;

/** True if a request may no longer be sequenced at `timestampMicros`. Equality is allowed (DG-12). */
export function isExpired(timestampMicros: number, maxSequencingTimeMicros: number): boolean {
  return timestampMicros > maxSequencingTimeMicros;
}

/**
 * The checks at sequencing time, in the original's order (facts/domain.md, "Checks at sequencing time").
 * They are made when, and each time, a timestamp is assigned; what the clock said on arrival is no evidence.
 */
export function judgeSend(
  terms: SendTerms,
  timestampMicros: number,
  expired: (timestampMicros: number, maxSequencingTimeMicros: number) => boolean = isExpired,
): Judgement {
  if (timestampMicros > terms.payloadMicros + payloadMarginMicros)
    return { kind: 'drop', reason: 'PAYLOAD_TOO_OLD' };
  if (expired(timestampMicros, terms.maxSequencingTimeMicros))
    return { kind: 'drop', reason: 'MAX_SEQUENCING_TIME_EXCEEDED' };
  if (terms.topologyTimestampMicros !== undefined && terms.topologyTimestampMicros > timestampMicros)
    return { kind: 'error', code: 'SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP' };
  if (!terms.recipientsKnown) return { kind: 'error', code: 'SEQUENCER_UNKNOWN_RECIPIENTS' };
  return { kind: 'deliver' };
}

/** What a node knows of a send that waits to be told `sequenced`. */
export interface AwaitedSend {
  /** The timestamp it was given; undefined while queued, and for good when it was dropped. */
  readonly timestampMicros: number | undefined;
  readonly dropped: boolean;
  /** Its rows are committed, as far as the writer knows: no evidence that anybody may see them. */
  readonly written: boolean;
  readonly maxSequencingTimeMicros: number;
}

/** What the node's reader has seen: all that is visible at or below `positionMicros`, from one snapshot each. */
export interface ReaderView {
  readonly positionMicros: number;
  /** The awaited event was among what the reader was shown. */
  readonly seen: boolean;
}

/** `lost`: it was given a timestamp, and that time has passed without it; no other writer has the request. */
export type AwaitOutcome = 'waiting' | 'sequenced' | 'expired' | 'lost';

/**
 * When `await=sequenced` may be answered (DC-38). Only what a reader was shown counts as sequenced: durable,
 * at or below the safe watermark, and its writer online or the event covered. A writer's own belief does not
 * count, for it may have been paused and marked offline since. `expired` and `lost` are definite: sequenced
 * time has passed the only places where the event could have been.
 */
export function awaitOutcome(send: AwaitedSend, view: ReaderView): AwaitOutcome {
  if (view.seen) return 'sequenced';
  const { timestampMicros, maxSequencingTimeMicros } = send;
  if (view.positionMicros > maxSequencingTimeMicros && (send.dropped || timestampMicros !== undefined))
    return 'expired';
  if (timestampMicros !== undefined && view.positionMicros >= timestampMicros) return 'lost';
  return 'waiting';
}

import type { SendTerms } from '@plimsoll/domain/sequencer/judge-send';

/** A send that was taken and waits for its timestamp. */
export interface QueuedSend {
  readonly senderId: number;
  readonly messageId: string;
  /** Encoded envelopes (`content.ts`). */
  readonly content: string;
  /** Member ids that get the event, ascending, the sender always among them. */
  readonly recipients: readonly number[];
  readonly terms: Omit<SendTerms, 'payloadMicros'>;
  /** Told what becomes of it, if somebody waits for that. */
  readonly waiter: SendWaiter | undefined;
}

/** What the writer tells about a send that is waited for. */
export interface SendWaiter {
  assigned(timestampMicros: number): void;
  /** It will never be sequenced: dropped when its timestamp was assigned. */
  dropped(): void;
  /** Its rows are committed, as far as the writer knows. */
  written(): void;
  /** It was certainly not written, nor will be. */
  refused(): void;
}

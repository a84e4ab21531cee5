import type { Judgement, SendTerms } from '@plimsoll/domain/sequencer/judge-send';
import type { QueuedSend } from '../send/queued-send.ts';

/** A row of `events` with its recipients. */
export interface AssignedEvent {
  readonly timestampMicros: number;
  readonly kind: 'D' | 'E';
  readonly send: QueuedSend;
  readonly payloadMicros: number | null;
  readonly errorCode: string | null;
  /** Member ids; the sender always among them. */
  readonly recipients: readonly number[];
}

/** One event batch: its events in ascending order and the watermark that covers them. */
export interface AssignedBatch {
  readonly events: readonly AssignedEvent[];
  readonly watermarkMicros: number;
}

/** The rules that assigning needs. `draw` gives this writer's next event timestamp. */
export interface AssignRules {
  readonly draw: () => number;
  readonly judge: (terms: SendTerms, timestampMicros: number) => Judgement;
}

/**
 * Gives each send its timestamp and its fate, at this moment (DG-11, DG-12). A dropped send still uses up its
 * timestamp, and an empty batch draws one: so the watermark always moves (DG-04).
 *
 * @param onDropped is told of each send that ends in silence
 */
export function assignBatch(
  sends: readonly { readonly send: QueuedSend; readonly payloadMicros: number }[],
  rules: AssignRules,
  onDropped: (send: QueuedSend, reason: string) => void,
): AssignedBatch {
  const events: AssignedEvent[] = [];
  let watermarkMicros: number | undefined;
  for (const { send, payloadMicros } of sends) {
    const timestampMicros = rules.draw();
    watermarkMicros = timestampMicros;
    const fate = rules.judge({ ...send.terms, payloadMicros }, timestampMicros);
    if (fate.kind === 'drop') {
      onDropped(send, fate.reason);
      continue;
    }
    const error = fate.kind === 'error';
    events.push({
      timestampMicros,
      kind: error ? 'E' : 'D',
      send,
      payloadMicros: error ? null : payloadMicros,
      errorCode: error ? fate.code : null,
      recipients: error ? [send.senderId] : send.recipients,
    });
  }
  return { events, watermarkMicros: watermarkMicros ?? rules.draw() };
}

import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import type { SendFailure, SendOutcome } from '@plimsoll/kafka-client/send-outcome';

const definite: Readonly<Record<SendFailure, OperatorErrorCode>> = {
  NOT_ENOUGH_REPLICAS: 'WRITE_REFUSED',
  REFUSED: 'WRITE_REFUSED',
  QUEUE_FULL: 'OVER_CAPACITY',
  UNSENT: 'NOT_READY',
  CLOSED: 'DRAINING',
};

/**
 * What a client is told of a write to the own topic that was not acknowledged (RG-17): that nothing was accepted only if
 * the record is certainly not there; a time-out is never a refusal.
 */
export function sendRefusal(sent: SendOutcome): OperatorErrorCode | undefined {
  if (sent.outcome === 'ok') return undefined;
  return sent.outcome === 'info' ? 'WRITE_UNCERTAIN' : definite[sent.code];
}

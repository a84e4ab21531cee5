import type { OperationRecord } from '@plimsoll/history/operator-record';
import type { SendRecord } from '@plimsoll/history/record';
import type { Checker } from '../guarantee.ts';

/** A call by which something is asked for, whatever the system: a send to a sequencer, an operation for an operator. */
export type Asked = SendRecord | OperationRecord;

/** The same handler for both. */
export function onAsked(handle: (record: Asked) => void): Pick<Checker['on'], 'send' | 'operation'> {
  return { send: handle, operation: handle };
}

import type { EventRecord } from '@plimsoll/history/record';
import type { EventLine } from '@plimsoll/interface/sequencer/subscription';
import { messageIdNumber, readContent } from './content.ts';

/**
 * The record of an event line, or undefined if the line is not what the interface calls an event. Nothing is judged
 * here: a wrong order, a foreign content or a doubled event is recorded as it came.
 */
export function eventRecord(
  line: EventLine,
  stream: number,
  atMicros: number,
  memberIndex: ReadonlyMap<string, number>,
): EventRecord | undefined {
  if (
    !Number.isSafeInteger(line.timestampMicros) ||
    !(line.previousMicros === null || Number.isSafeInteger(line.previousMicros)) ||
    (line.kind !== 'deliver' && line.kind !== 'error') ||
    typeof line.sender !== 'string' ||
    !Array.isArray(line.envelopes) ||
    !line.envelopes.every((envelope) => typeof envelope === 'string')
  ) {
    return undefined;
  }
  const envelopes = line.envelopes.map(readContent);
  const receipt = typeof line.messageId === 'string';
  return {
    kind: 'event',
    stream,
    atMicros,
    timestampMicros: line.timestampMicros,
    previousMicros: line.previousMicros,
    type: line.kind,
    id: receipt ? messageIdNumber(line.messageId as string) : (envelopes[0]?.id ?? -1),
    sender: memberIndex.get(line.sender) ?? -1,
    receipt,
    ...(typeof line.code === 'string' ? { code: line.code } : {}),
    envelopes,
  };
}

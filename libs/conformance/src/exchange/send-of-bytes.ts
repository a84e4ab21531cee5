import type { CaseContext } from '../context.ts';

/** A valid send to nobody but its sender whose body has exactly `size` bytes (white space makes up the rest). */
export function sendOfBytes(context: CaseContext, sender: string, size: number): string {
  const request = (content: string): string =>
    JSON.stringify({
      sender,
      messageId: context.messageId('size'),
      maxSequencingTimeMicros: context.farMicros(),
      envelopes: [{ content, recipients: [sender] }],
    });
  const room = size - request('').length - 8;
  const text = request('A'.repeat(Math.max(0, room - (room % 4))));
  return text + ' '.repeat(size - text.length);
}

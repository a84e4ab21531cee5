import { decodeContent, type StoredEnvelope } from '../send/content.ts';
import type { StoredEvent } from './page.ts';

/** An event made ready for many readers: decoded once. */
export interface ReadyEvent {
  readonly event: StoredEvent;
  readonly envelopes: readonly StoredEnvelope[];
  /** Every member that gets it, the sender included. */
  readonly members: readonly number[];
}

/** Decodes an event for delivery. */
export function readyEvent(event: StoredEvent): ReadyEvent {
  const envelopes = event.content === null ? [] : decodeContent(event.content);
  const members = new Set([event.senderId]);
  for (const envelope of envelopes) for (const member of envelope.recipients) members.add(member);
  return { event, envelopes, members: [...members] };
}

/**
 * The line that one member gets: exactly the envelopes addressed to it, and the message id only on the sender's
 * own stream (libs/interface, `EventLine`). Put together by hand: nothing in it but the message id can need
 * escaping.
 */
export function eventLine(
  { event, envelopes }: ReadyEvent,
  member: number,
  previousMicros: number | null,
  senderName: string,
): string {
  const mine = envelopes
    .filter((each) => each.recipients.includes(member))
    .map((each) => `"${each.content}"`);
  const receipt = event.senderId === member ? `,"messageId":${JSON.stringify(event.messageId)}` : '';
  const code = event.errorCode === null ? '' : `,"code":"${event.errorCode}"`;
  return (
    `{"type":"event","timestampMicros":${event.timestampMicros},"previousMicros":${previousMicros}` +
    `,"kind":"${event.kind === 'E' ? 'error' : 'deliver'}","sender":"${senderName}"${receipt}${code}` +
    `,"envelopes":[${mine.join(',')}]}\n`
  );
}

/** A time proof: nothing more up to this time (DC-37). */
export function proofLine(upToMicros: number): string {
  return `{"type":"proof","upToMicros":${upToMicros}}\n`;
}

/** The last line before the server ends a stream. */
export function errorLine(code: string, message: string): string {
  return `${JSON.stringify({ type: 'error', code, message })}\n`;
}

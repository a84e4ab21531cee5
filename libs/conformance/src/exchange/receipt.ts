import type { Envelope } from '@plimsoll/interface/sequencer/send';
import type { EventLine } from '@plimsoll/interface/sequencer/subscription';
import { SendReply } from '@plimsoll/interface/sequencer/send';
import type { CaseContext } from '../context.ts';
import { expect, expectReply } from '../expectation.ts';
import type { Session } from './session.ts';
import type { Subscription } from './subscription.ts';

/** Base64 of UTF-8 text: a content that a reader of evidence recognises. */
export function contentOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** One envelope of text for some members. */
export function envelope(text: string, ...recipients: readonly string[]): Envelope {
  return { content: contentOf(text), recipients: [...recipients] };
}

/** Sends as `accepted` (the mode that every sequencer has) and expects 202. */
export async function sendAccepted(
  context: CaseContext,
  session: Session,
  messageId: string,
  envelopes: readonly Envelope[],
  more: { readonly maxSequencingTimeMicros?: number; readonly topologyTimestampMicros?: number } = {},
): Promise<void> {
  const reply = await session.send({
    messageId,
    maxSequencingTimeMicros: context.farMicros(),
    envelopes: [...envelopes],
    ...more,
  });
  const body = expectReply(reply, 202, SendReply, 'A valid send');
  expect(
    body.status === 'accepted',
    `A send without await=sequenced is answered \`accepted\`, not \`${body.status}\`.`,
  );
}

/** Waits for the event that carries this message id on its sender's own stream. */
export async function receiptOf(stream: Subscription, messageId: string): Promise<EventLine> {
  const find = (): EventLine | undefined => stream.events.find((event) => event.messageId === messageId);
  await stream.until(`the receipt of ${messageId}`, () => find() !== undefined);
  return find()!;
}

/** Waits for the event with this timestamp. */
export async function eventAt(stream: Subscription, timestampMicros: number): Promise<EventLine> {
  const find = (): EventLine | undefined =>
    stream.events.find((event) => event.timestampMicros === timestampMicros);
  await stream.until(`the event at ${timestampMicros}`, () => find() !== undefined);
  return find()!;
}

/** Sends, and waits for the receipt on the sender's own stream at the same endpoint. */
export async function sendForReceipt(
  context: CaseContext,
  session: Session,
  what: string,
  envelopes: readonly Envelope[],
  more: { readonly topologyTimestampMicros?: number } = {},
): Promise<EventLine> {
  const stream = await context.subscribe(session.member, undefined, session.endpoint);
  const messageId = context.messageId(what);
  await sendAccepted(context, session, messageId, envelopes, more);
  return receiptOf(stream, messageId);
}

/** The stream has shown everything up to now: a message that its member sent to itself afterwards came back. */
export async function barrier(
  context: CaseContext,
  stream: Subscription,
  member: string,
): Promise<EventLine> {
  const session = await context.session(member);
  const messageId = context.messageId('barrier');
  await sendAccepted(context, session, messageId, []);
  return receiptOf(stream, messageId);
}

import type { EventLine } from '@plimsoll/interface/sequencer/subscription';
import type { CaseContext } from '../context.ts';
import { barrier, envelope, sendAccepted } from './receipt.ts';
import type { Subscription } from './subscription.ts';

/** One member's stream at one endpoint, read up to a barrier. */
export interface Reading {
  readonly member: string;
  readonly instance: string;
  readonly stream: Subscription;
  /** Ids of all messages of this traffic and their senders: other cases may send at the same time. */
  readonly messages: ReadonlyMap<string, string>;
  /** Its events up to its own barrier, which it excludes. */
  readonly events: readonly EventLine[];
}

/**
 * Three members send at once, over all endpoints in turn, to one, two or all members: `rounds` sends each. Every
 * member is read at every endpoint meanwhile. A content is its message id, so that an event can be told by it.
 */
export async function mixedTraffic(
  context: CaseContext,
  rounds: number,
  fromMicros?: number | null,
): Promise<readonly Reading[]> {
  const names = [context.alice, context.bob, context.carol];
  const opened = await Promise.all(
    names.flatMap((member) =>
      context.endpoints.map(async (endpoint) => ({
        member,
        instance: endpoint.instance,
        stream: await context.subscribe(member, fromMicros, endpoint),
      })),
    ),
  );
  const messages = new Map<string, string>();
  await Promise.all(
    names.map(async (sender, who) => {
      for (let round = 0; round < rounds; round += 1) {
        const endpoint = context.endpoints[(round + who) % context.endpoints.length]!;
        const messageId = context.messageId('mixed');
        messages.set(messageId, sender);
        const to =
          round % 3 === 0
            ? ['*']
            : round % 3 === 1
              ? [names[(who + 1) % 3]!]
              : [sender, names[(who + 2) % 3]!];
        await sendAccepted(context, await context.session(sender, endpoint), messageId, [
          envelope(messageId, ...to),
        ]);
      }
    }),
  );
  // `accepted` says nothing about when: what one node queues may be sequenced after what another took later.
  for (const { member, stream } of opened) {
    const missing = (): boolean => {
      const seen = new Set(stream.events.map((event) => event.messageId));
      return [...messages].some(([messageId, sender]) => sender === member && !seen.has(messageId));
    };
    await stream.until('the receipts of all messages', () => !missing());
  }
  return Promise.all(
    opened.map(async (each) => {
      // Reached at this stream: what was sent before it is on every stream below it.
      const end = await barrier(context, each.stream, each.member);
      const events = each.stream.events.filter((event) => event.timestampMicros < end.timestampMicros);
      return { ...each, events, messages };
    }),
  );
}

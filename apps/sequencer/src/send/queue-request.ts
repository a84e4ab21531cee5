import type { SendRequest } from '@plimsoll/interface/sequencer/send';
import type { Directory } from '../members/directory.ts';
import { encodeContent, type StoredEnvelope } from './content.ts';
import type { QueuedSend, SendWaiter } from './queued-send.ts';

/**
 * Turns a valid request into what the writer queues: names become ids, `*` every registered member, and the
 * sender is always among the recipients, for its receipt. A name that nobody bears makes the whole request end
 * as an error event (DG-11).
 */
export function queueRequest(
  request: SendRequest,
  senderId: number,
  directory: Directory,
  waiter: SendWaiter | undefined,
): QueuedSend {
  let recipientsKnown = true;
  const union = new Set([senderId]);
  const envelopes: StoredEnvelope[] = request.envelopes.map((envelope) => {
    const ids = new Set<number>();
    for (const name of envelope.recipients) {
      if (name === '*') {
        for (const id of directory.ids) ids.add(id);
        continue;
      }
      const id = directory.byName(name)?.id;
      if (id === undefined) recipientsKnown = false;
      else ids.add(id);
    }
    for (const id of ids) union.add(id);
    return { recipients: [...ids], content: envelope.content };
  });
  return {
    senderId,
    messageId: request.messageId,
    content: recipientsKnown ? encodeContent(envelopes) : '',
    recipients: [...union].toSorted((a, b) => a - b),
    terms: {
      maxSequencingTimeMicros: request.maxSequencingTimeMicros,
      topologyTimestampMicros: request.topologyTimestampMicros,
      recipientsKnown,
    },
    waiter,
  };
}

import type { SendRecord, SentEnvelope } from '@plimsoll/history/record';
import type { TestMember } from './client.ts';
import { sentinelWord, writeContent } from './content.ts';
import type { DrawnEnvelope } from './draw-send.ts';

/** A send ready for the wire, but for its max-sequencing-time: contents and recipients do not change between attempts. */
export interface Rendered {
  readonly envelopes: readonly SentEnvelope[];
  /** The body up to and after the value of `maxSequencingTimeMicros`. */
  readonly head: string;
  readonly tail: string;
}

/** Renders a send. The body is put together by hand, since base64, names and numbers need no escaping. */
export function renderSend(
  id: number,
  member: number,
  members: readonly TestMember[],
  drawn: {
    readonly envelopes: readonly DrawnEnvelope[];
    readonly awaits: 'accepted' | 'sequenced';
    readonly topologyTimestampMicros?: number | undefined;
    /** `sentinel`: its content is a final barrier. */
    readonly purpose?: SendRecord['purpose'];
  },
): Rendered {
  const envelopes: SentEnvelope[] = [];
  const rendered = drawn.envelopes.map(({ to, everyone, bytes }, index) => {
    const content = writeContent(id, index, bytes, drawn.purpose === 'sentinel' ? sentinelWord : '');
    envelopes.push({ to, bytes: content.bytes, digest: content.digest });
    const names = everyone ? '"*"' : to.map((each) => `"${nameOf(members, each)}"`).join(',');
    return `{"content":"${content.base64}","recipients":[${names}]}`;
  });
  const topology =
    drawn.topologyTimestampMicros === undefined
      ? ''
      : `,"topologyTimestampMicros":${drawn.topologyTimestampMicros}`;
  const awaits = drawn.awaits === 'sequenced' ? ',"await":"sequenced"' : '';
  return {
    envelopes,
    head: `{"sender":"${nameOf(members, member)}","messageId":"m-${id}","maxSequencingTimeMicros":`,
    tail: `${awaits}${topology},"envelopes":[${rendered.join(',')}]}`,
  };
}

/** -1 is a name that nobody has. */
function nameOf(members: readonly TestMember[], index: number): string {
  return index < 0 ? 'nobody-of-this-name' : (members[index] as TestMember).name;
}

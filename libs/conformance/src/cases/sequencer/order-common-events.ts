import type { ConformanceCase } from '../../case.ts';
import { mixedTraffic } from '../../exchange/mixed-traffic.ts';
import { expect } from '../../expectation.ts';

const rounds = 12;
const textOf = (content: string): string => Buffer.from(content, 'base64').toString('utf8');

export default {
  id: 'order-common-events',
  title: 'All members see their common events at the same timestamps, which are unique',
  text: `Three members send ${rounds} messages each at the same time, over all endpoints. Every message has one timestamp for all who see it, on every stream; no two messages share one; every stream rises strictly.`,
  covers: ['DC-01', 'DC-04', 'DC-06'],
  level: 'MUST',
  scope: 'system',
  async check(context) {
    const messages = new Map<string, number>();
    const timestamps = new Map<number, string>();
    for (const { member, instance, events, messages: sent } of await mixedTraffic(context, rounds)) {
      let last = 0;
      for (const event of events) {
        const line = `${member} at ${instance}: ${JSON.stringify(event)}`;
        expect(
          event.timestampMicros > last,
          `The stream of ${member} at ${instance} does not rise strictly.`,
          [line],
        );
        last = event.timestampMicros;
        const message = [event.messageId, ...event.envelopes.map(textOf)].find(
          (each) => each !== undefined && sent.has(each),
        );
        if (message === undefined) continue;
        const known = messages.get(message) ?? event.timestampMicros;
        expect(
          known === event.timestampMicros,
          `${message} is at ${known} for one and here at another time.`,
          [line],
        );
        const other = timestamps.get(event.timestampMicros) ?? message;
        expect(other === message, `${message} and ${other} share the timestamp ${event.timestampMicros}.`, [
          line,
        ]);
        messages.set(message, event.timestampMicros);
        timestamps.set(event.timestampMicros, message);
      }
    }
    expect(messages.size >= rounds * 3, `Of ${rounds * 3} messages sent, ${messages.size} were seen.`);
    return `${messages.size} messages at ${timestamps.size} timestamps, the same for all`;
  },
} satisfies ConformanceCase;

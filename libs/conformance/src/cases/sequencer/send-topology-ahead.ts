import type { ConformanceCase } from '../../case.ts';
import { barrier, contentOf, envelope, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-topology-ahead',
  title: 'A topology timestamp ahead of sequencing ends as an error event',
  text: 'A topology timestamp an hour ahead: an error event SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP for the sender alone. One that has been sequenced already: delivered.',
  covers: ['DC-36'],
  level: 'MUST',
  scope: 'each',
  capability: 'topology-timestamp',
  async check(context) {
    const stream = await context.subscribe(context.bob);
    const session = await context.session(context.alice);
    const seen = await barrier(context, stream, context.bob);
    const text = context.messageId('content');
    const sent = [envelope(text, context.bob)];
    const ahead = await sendForReceipt(context, session, 'ahead', sent, {
      topologyTimestampMicros: (Date.now() + 3_600_000) * 1000,
    });
    expect(
      ahead.kind === 'error' && ahead.code === 'SEQUENCER_TOPOLOGY_TIMESTAMP_AFTER_SEQUENCING_TIMESTAMP',
      'A topology timestamp an hour ahead did not end as its error event.',
      [JSON.stringify(ahead)],
    );
    await barrier(context, stream, context.bob);
    const leaked = stream.events.filter((event) => event.envelopes.includes(contentOf(text)));
    expect(
      leaked.length === 0,
      'Another member sees a send that ended as an error.',
      leaked.map((each) => JSON.stringify(each)),
    );
    const past = await sendForReceipt(context, session, 'past', sent, {
      topologyTimestampMicros: seen.timestampMicros,
    });
    expect(past.kind === 'deliver', 'A topology timestamp that was sequenced already is refused.', [
      JSON.stringify(past),
    ]);
    return 'ahead: an error event; past: delivered';
  },
} satisfies ConformanceCase;

import type { ConformanceCase } from '../../case.ts';
import { contentOf, envelope, eventAt, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'order-exact-envelopes',
  title: 'Each member gets exactly its envelopes, in the order of the request, in one event',
  text: 'One send with five envelopes to different sets of members. Every recipient gets one event, all at one timestamp, with its own envelopes in order and none of the others.',
  covers: ['DC-06', 'DC-07'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob, carol } = context;
    const streams = { [bob]: await context.subscribe(bob), [carol]: await context.subscribe(carol) };
    const receipt = await sendForReceipt(context, await context.session(alice), 'exact', [
      envelope('one', bob),
      envelope('two', carol, bob),
      envelope('three', carol),
      envelope('four', alice),
      envelope('five', carol, bob, alice),
    ]);
    const events = {
      [alice]: receipt,
      [bob]: await eventAt(streams[bob]!, receipt.timestampMicros),
      [carol]: await eventAt(streams[carol]!, receipt.timestampMicros),
    };
    const wanted = {
      [alice]: ['four', 'five'],
      [bob]: ['one', 'two', 'five'],
      [carol]: ['two', 'three', 'five'],
    };
    for (const [member, event] of Object.entries(events)) {
      const expected = JSON.stringify(wanted[member]!.map(contentOf));
      expect(JSON.stringify(event.envelopes) === expected, `${member} did not get exactly its envelopes.`, [
        `expected ${expected}`,
        `got ${JSON.stringify(event.envelopes)}`,
      ]);
    }
    return 'one event at one timestamp, each with exactly its envelopes';
  },
} satisfies ConformanceCase;

import { BoundsReply } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../../case.ts';
import { sendForReceipt } from '../../exchange/receipt.ts';
import { expect, expectReply } from '../../expectation.ts';

export default {
  id: 'bounds-own-position',
  title: 'The bounds name the own acknowledgement, and pruning stays below everybody’s',
  text: 'After a member acknowledged an event, /v1/bounds gives that position to it at every endpoint, and the lower bound lies at or below the position of every member that has one.',
  covers: ['DC-43', 'DC-44'],
  level: 'MUST',
  scope: 'each',
  capability: 'pruning',
  async check(context) {
    const session = await context.session(context.carol);
    const { timestampMicros } = await sendForReceipt(context, session, 'bounds', []);
    if (context.claims('acknowledge'))
      await session.call({ method: 'POST', path: '/v1/acknowledge', body: { timestampMicros } });
    for (const { name } of context.target.members) {
      const own = await context.session(name);
      const reply = await own.call({ method: 'GET', path: '/v1/bounds' });
      const bounds = expectReply(reply, 200, BoundsReply, '/v1/bounds');
      const words = `${name}: lower bound ${bounds.lowerBoundMicros}, acknowledged ${bounds.acknowledgedMicros}`;
      if (name === context.carol && context.claims('acknowledge'))
        expect(
          bounds.acknowledgedMicros === timestampMicros,
          `It acknowledged ${timestampMicros}. ${words}.`,
          [reply.text],
        );
      expect(
        bounds.lowerBoundMicros === null ||
          bounds.acknowledgedMicros === null ||
          bounds.lowerBoundMicros <= bounds.acknowledgedMicros,
        `Pruning passed a member that had not acknowledged so far. ${words}.`,
        [reply.text],
      );
    }
    return 'own position named, pruning behind everybody';
  },
} satisfies ConformanceCase;

import { BoundsReply } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../../case.ts';
import { expectError, expectReply } from '../../expectation.ts';
import { NotApplicable } from '../../violation.ts';

export default {
  id: 'subscribe-pruned',
  title: 'A position below the lower bound is an explicit error',
  text: 'Where something has been pruned, a subscription from below the bound is EVENTS_UNAVAILABLE and not a shorter history.',
  covers: ['DC-45'],
  level: 'MUST',
  scope: 'each',
  capability: 'pruning',
  async check(context) {
    const session = await context.session(context.alice);
    const asked = await session.call({ method: 'GET', path: '/v1/bounds' });
    const { lowerBoundMicros } = expectReply(asked, 200, BoundsReply, 'Bounds');
    if (lowerBoundMicros === null) throw new NotApplicable('nothing has been pruned yet');
    const reply = await session.call({ method: 'GET', path: `/v1/subscribe?from=${lowerBoundMicros - 1}` });
    expectError(reply, 'EVENTS_UNAVAILABLE', `A position below the lower bound ${lowerBoundMicros}`);
    return `below ${lowerBoundMicros}: an explicit error`;
  },
} satisfies ConformanceCase;

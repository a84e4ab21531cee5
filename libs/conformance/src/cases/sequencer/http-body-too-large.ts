import { sendLimits } from '@plimsoll/interface/sequencer/send';
import type { ConformanceCase } from '../../case.ts';
import { sendOfBytes } from '../../exchange/send-of-bytes.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'http-body-too-large',
  title: 'A body above the limit is refused, one at the limit is taken',
  text: `A valid send of exactly ${sendLimits.bodyMaxBytes} bytes is accepted; one byte more, or four times as much, is REQUEST_TOO_LARGE.`,
  covers: [],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    const call = { method: 'POST', path: '/v1/send' };
    for (const size of [sendLimits.bodyMaxBytes + 1, sendLimits.bodyMaxBytes * 4]) {
      const reply = await session.call({ ...call, bytes: sendOfBytes(context, context.alice, size) });
      expectError(reply, 'REQUEST_TOO_LARGE', `A body of ${size} bytes`);
    }
    const most = await session.call({
      ...call,
      bytes: sendOfBytes(context, context.alice, sendLimits.bodyMaxBytes),
    });
    if (most.status !== 202)
      expectError(most, 'none: 202', `A body of exactly ${sendLimits.bodyMaxBytes} bytes`);
    return `${sendLimits.bodyMaxBytes} bytes are taken, one more is refused`;
  },
} satisfies ConformanceCase;

import type { ConformanceCase } from '../../case.ts';
import { sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-nothing-to-nobody',
  title: 'A send without envelopes is sequenced all the same',
  text: 'Its sender gets a receipt: that is how a client without traffic asks for the time.',
  covers: ['DC-08'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const receipt = await sendForReceipt(context, await context.session(context.alice), 'empty', []);
    expect(
      receipt.kind === 'deliver' && receipt.envelopes.length === 0,
      'The receipt is not an empty delivery.',
      [JSON.stringify(receipt)],
    );
    return 'an empty send gets its receipt';
  },
} satisfies ConformanceCase;

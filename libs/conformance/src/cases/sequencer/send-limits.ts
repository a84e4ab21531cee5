import { sendLimits } from '@plimsoll/interface/sequencer/send';
import type { ConformanceCase } from '../../case.ts';
import { eventAt, receiptOf, sendAccepted } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-limits',
  title: 'Sends at the stated limits are taken',
  text: `A message id of ${sendLimits.messageIdMaxLength} characters from both ends of the range, ${sendLimits.envelopesMax} envelopes, and ${sendLimits.recipientsMax} recipients (one name that often, which counts once) in one send: sequenced, and delivered once.`,
  covers: ['DC-06'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const own = context.messageId('limits');
    const messageId = `${own}!${'~'.repeat(sendLimits.messageIdMaxLength - own.length - 1)}`;
    const recipients = Array.from({ length: sendLimits.recipientsMax }, () => context.bob);
    const envelopes = Array.from({ length: sendLimits.envelopesMax }, (_, index) => ({
      content: Buffer.from(String(index)).toString('base64'),
      recipients: index === 0 ? recipients : [context.bob],
    }));
    const stream = await context.subscribe(context.bob);
    const receipts = await context.subscribe(context.alice);
    await sendAccepted(context, await context.session(context.alice), messageId, envelopes);
    const receipt = await receiptOf(receipts, messageId);
    const event = await eventAt(stream, receipt.timestampMicros);
    const wanted = envelopes.map((each) => each.content);
    expect(
      JSON.stringify(event.envelopes) === JSON.stringify(wanted),
      'Not all envelopes arrived once, in order.',
      [`${event.envelopes.length} of ${envelopes.length} envelopes`],
    );
    return 'a send at every limit is delivered';
  },
} satisfies ConformanceCase;

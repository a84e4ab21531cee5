import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expectRefusal } from '../../operator/rpc-reply.ts';

export default {
  id: 'account-of-another-operator',
  title: 'An operator touches only its own accounts',
  text: 'An order and a withdrawal signed by an account that another operator manages are refused as ACCOUNT_OF_ANOTHER_OPERATOR; an order to it is nobody else’s business and accepted.',
  covers: ['RG-20'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { foreign } = context.target;
    const refused = [context.order(foreign, context.bob, 1n, 1)];
    if (context.claims('outbound-transfers'))
      refused.push(context.outbound(foreign, `0x${'0b'.repeat(20)}`, 1n, 1));
    for (const operation of refused)
      expectRefusal(
        await context.send(context.sign(operation, foreign)),
        'An operation of another operator’s account',
        'ACCOUNT_OF_ANOTHER_OPERATOR',
      );
    const order = context.order(context.alice, foreign, 1n, await context.nextNonce(context.alice));
    const hash = await context.accepted(context.sign(order, context.alice));
    await context.ended('create-order', context.alice.id, hash);
    return `${refused.length} operations refused`;
  },
} satisfies ConformanceCase<OperatorContext>;

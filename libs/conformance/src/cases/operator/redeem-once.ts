import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { fundsOf } from '../../operator/operator-context.ts';

export default {
  id: 'redeem-once',
  title: 'An order is redeemed once, and none below the redemption index',
  text: 'Two orders, the later one redeemed first: redeeming it again, and redeeming the earlier one, both with rising nonces, is REJECTED as ORDER_NOT_REDEEMABLE; the balance rises once.',
  covers: ['RG-09', 'RG-10'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const first = await context.nextNonce(alice);
    const indexes: number[] = [];
    for (const nonce of [first, first + 1]) {
      const order = context.order(alice, bob, 3n, nonce);
      const end = await context.ended(
        'create-order',
        alice.id,
        await context.accepted(context.sign(order, alice)),
      );
      indexes.push(end.moneyOrderTotalIndex as number);
    }
    const [earlier, later] = indexes as [number, number];
    expect(earlier < later, `The later order has index ${later}, the earlier ${earlier}.`);
    const nonce = await context.nextNonce(bob);
    const before = fundsOf(await context.stateOf(bob, nonce - 1));
    const redeem = async (index: number) => {
      const redemption = context.redemption(alice, bob, 3n, await context.nextNonce(bob), index);
      return context.ended('redeem-order', bob.id, await context.accepted(context.sign(redemption, bob)));
    };
    const end = await redeem(later);
    expect(end.status === 'EXECUTED', `The redemption ended ${end.status}.`, [JSON.stringify(end)]);
    for (const index of [later, earlier]) {
      const again = await redeem(index);
      expect(
        again.status === 'REJECTED' && again.rejectionReason === 'ORDER_NOT_REDEEMABLE',
        `Redeeming ${index} after ${later} ended ${again.status} ${again.rejectionReason ?? ''}.`,
        [JSON.stringify(again)],
      );
    }
    const after = fundsOf(await context.stateOf(bob, nonce));
    expect(after - before === 3n, `The balance rose by ${after - before}.`);
    return 'redeemed once';
  },
} satisfies ConformanceCase<OperatorContext>;

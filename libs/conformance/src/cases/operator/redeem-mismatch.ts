import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'redeem-mismatch',
  title: 'Only the order that is there is redeemed, and only by its receiver',
  text: 'A redemption of another amount, from another sender, or by another account than the order’s receiver is REJECTED as ORDER_MISMATCH, and the order can still be redeemed.',
  covers: ['RG-09', 'RG-10'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob, carol } = context;
    const order = context.order(alice, bob, 9n, await context.nextNonce(alice));
    const made = await context.ended(
      'create-order',
      alice.id,
      await context.accepted(context.sign(order, alice)),
    );
    const index = made.moneyOrderTotalIndex as number;
    const nonce = await context.nextNonce(bob);
    const wrong = [
      [context.redemption(alice, bob, 10n, nonce, index), bob],
      [context.redemption(carol, bob, 9n, nonce, index), bob],
      [context.redemption(alice, carol, 9n, await context.nextNonce(carol), index), carol],
    ] as const;
    for (const [redemption, signer] of wrong) {
      const hash = await context.accepted(context.sign(redemption, signer));
      const end = await context.ended('redeem-order', signer.id, hash);
      expect(
        end.status === 'REJECTED' && end.rejectionReason === 'ORDER_MISMATCH',
        `It ended ${end.status} ${end.rejectionReason ?? ''}.`,
        [JSON.stringify(made), JSON.stringify(end)],
      );
    }
    const right = context.redemption(alice, bob, 9n, nonce, index);
    const end = await context.ended('redeem-order', bob.id, await context.accepted(context.sign(right, bob)));
    expect(end.status === 'EXECUTED', `The right redemption ended ${end.status}.`, [JSON.stringify(end)]);
    return `${wrong.length} redemptions rejected`;
  },
} satisfies ConformanceCase<OperatorContext>;

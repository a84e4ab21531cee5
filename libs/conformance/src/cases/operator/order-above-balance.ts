import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { fundsOf } from '../../operator/operator-context.ts';

export default {
  id: 'order-above-balance',
  title: 'An order above the balance is rejected and does not use up its nonce',
  text: 'An order of one more than the account has, and of 2^64 - 1, is accepted and REJECTED as BALANCE_TOO_LOW; the balance and the nonce stay, and the next order with the same nonce is EXECUTED.',
  covers: ['RG-08', 'RG-10'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { carol, bob } = context;
    const nonce = await context.nextNonce(carol);
    const before = await context.stateOf(carol, nonce - 1);
    for (const amount of [fundsOf(before) + 1n, 2n ** 64n - 1n]) {
      const hash = await context.accepted(context.sign(context.order(carol, bob, amount, nonce), carol));
      const end = await context.ended('create-order', carol.id, hash);
      expect(
        end.status === 'REJECTED' && end.rejectionReason === 'BALANCE_TOO_LOW',
        `An order of ${amount} ended ${end.status} ${end.rejectionReason ?? ''}.`,
        [JSON.stringify(before), JSON.stringify(end)],
      );
    }
    const hash = await context.accepted(context.sign(context.order(carol, bob, 1n, nonce), carol));
    const end = await context.ended('create-order', carol.id, hash);
    expect(end.status === 'EXECUTED', `The next with the same nonce ended ${end.status}.`, [
      JSON.stringify(end),
    ]);
    const after = await context.stateOf(carol, nonce);
    expect(
      fundsOf(before) - fundsOf(after) === 1n && after.nonce === nonce,
      'Balance or nonce moved by another amount than that of the one executed.',
      [JSON.stringify(before), JSON.stringify(after)],
    );
    return 'rejected twice, then executed with the same nonce';
  },
} satisfies ConformanceCase<OperatorContext>;

import { ReceivedItem, ReceivedReply, listReply } from '@plimsoll/interface/operator/replies';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectResult } from '../../operator/rpc-reply.ts';
import { fundsOf } from '../../operator/operator-context.ts';

export default {
  id: 'order-life',
  title: 'An order is made, received and redeemed, and nothing is made or lost',
  text: 'createMoneyOrder ends EXECUTED with its index, batch and block; the receiver finds it and sees it AVAILABLE_TO_REDEEM; redeemMoneyOrder ends EXECUTED, and it is REDEEMED. Sender and receiver differ by the amount before and after, nonces by one, the redemption index is the order’s.',
  covers: ['RG-07', 'RG-10', 'RG-15'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const [ofAlice, ofBob] = [await context.nextNonce(alice), await context.nextNonce(bob)];
    const before = [
      await context.stateOf(alice, ofAlice - 1),
      await context.stateOf(bob, ofBob - 1),
    ] as const;
    const order = context.order(alice, bob, 7n, ofAlice);
    const made = await context.ended(
      'create-order',
      alice.id,
      await context.accepted(context.sign(order, alice)),
    );
    const filled = [made.batchHeight, made.batchStateRootHash, made.blockNumber, made.blockHash];
    expect(
      made.status === 'EXECUTED' && typeof made.moneyOrderTotalIndex === 'number' && !filled.includes(null),
      'The order is not EXECUTED with index, batch and block.',
      [JSON.stringify(made)],
    );
    const index = made.moneyOrderTotalIndex as number;
    const received = await context.rpc('pazkp_findReceivedMoneyOrder', [bob.id, index]);
    const found = expectResult(received, ReceivedReply, 'findReceivedMoneyOrder');
    expect(
      BigInt(found.moneyOrder.amount) === 7n && found.moneyOrder.fromAccountId === alice.id,
      'The receiver is shown another order.',
      received.evidence,
    );
    const statusNow = async () => {
      const reply = await context.rpc('pazkp_listMoneyOrdersReceived', [index, 1, null, bob.id]);
      const page = expectResult(reply, listReply(ReceivedItem), 'listMoneyOrdersReceived');
      return { item: page.items[0] as { status: string; moneyOrderTotalIndex: number } | undefined, reply };
    };
    const open = await statusNow();
    expect(
      open.item?.moneyOrderTotalIndex === index && open.item.status === 'AVAILABLE_TO_REDEEM',
      'The list does not show it as AVAILABLE_TO_REDEEM.',
      open.reply.evidence,
    );
    const redemption = context.redemption(alice, bob, 7n, ofBob, index);
    const redeemed = await context.ended(
      'redeem-order',
      bob.id,
      await context.accepted(context.sign(redemption, bob)),
    );
    expect(redeemed.status === 'EXECUTED', `The redemption ended ${redeemed.status}.`, [
      JSON.stringify(redeemed),
    ]);
    const done = await statusNow();
    expect(done.item?.status === 'REDEEMED', 'The list does not show it as REDEEMED.', done.reply.evidence);
    const after = [await context.stateOf(alice, ofAlice), await context.stateOf(bob, ofBob)] as const;
    expect(
      fundsOf(before[0]) - fundsOf(after[0]) === 7n &&
        fundsOf(after[1]) - fundsOf(before[1]) === 7n &&
        after[0].nonce === before[0].nonce + 1 &&
        after[1].nonce === before[1].nonce + 1 &&
        after[1].redemptionIndex === index,
      'The accounts did not move by the order.',
      [...before, ...after].map((each) => JSON.stringify(each)),
    );
    return `order ${index} redeemed`;
  },
} satisfies ConformanceCase<OperatorContext>;

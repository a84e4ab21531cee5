import type { Hex } from '@plimsoll/interface/operator/operation';
import { OrderListItem, listReply } from '@plimsoll/interface/operator/replies';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectRefusal, expectResult } from '../../operator/rpc-reply.ts';

export default {
  id: 'list-pages',
  title: 'Pages of a list hold everything once and split no nonce',
  text: 'Five orders, two of them rivals for one nonce: listMoneyOrderCreations, two at a time from a nonce on, shows each once, in order of nonce, hasMoreResults as long as there is more, and rivals on one page. Filters by receiver, status and amount hold; a softLimit of 0 is INVALID_PARAMS.',
  covers: ['RG-07'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob, carol } = context;
    const first = await context.nextNonce(alice);
    const orders = [
      context.order(alice, bob, 11n, first),
      context.order(alice, bob, 12n, first + 1),
      context.order(alice, carol, 13n, first + 1),
      context.order(alice, bob, 14n, first + 2),
      context.order(alice, bob, 15n, first + 3),
    ];
    const hashes: Hex[] = [];
    for (const order of orders) hashes.push(await context.accepted(context.sign(order, alice)));
    for (const hash of hashes) await context.ended('create-order', alice.id, hash);
    const ask = async (...params: readonly unknown[]) => {
      const reply = await context.rpc('pazkp_listMoneyOrderCreations', params);
      return { reply, ...expectResult(reply, listReply(OrderListItem), 'listMoneyOrderCreations') };
    };
    type Item = {
      nonce: number;
      operationHash: string;
      status: string;
      moneyOrder: { amount: number | string };
    };
    const seen: Item[] = [];
    for (let from = first, page = 0; ; page += 1) {
      const { reply, hasMoreResults, items } = await ask(from, 2, alice.id);
      expect(page < 6, 'Five orders take more than five pages of two.', reply.evidence);
      seen.push(...(items as Item[]));
      if (!hasMoreResults) break;
      expect(items.length >= 2, 'A page that is not the last is not full.', reply.evidence);
      from = (items.at(-1) as Item).nonce + 1;
    }
    const shown = seen.map((each) => each.operationHash);
    const inOrder = seen.every(({ nonce }, n) => n === 0 || nonce >= (seen[n - 1] as Item).nonce);
    expect(
      inOrder && JSON.stringify(shown.toSorted()) === JSON.stringify(hashes.toSorted()),
      'The pages do not hold every order once, in order of nonce.',
      [
        `sent ${hashes.join(', ')}`,
        `shown ${seen.map((each) => `${each.nonce} ${each.operationHash}`).join(', ')}`,
      ],
    );
    const filtered = await ask(first, 100, alice.id, bob.id, 'EXECUTED', 14, '15');
    const amounts = (filtered.items as Item[]).map(({ moneyOrder }) => Number(moneyOrder.amount));
    expect(JSON.stringify(amounts) === '[14,15]', 'The filters do not hold.', filtered.reply.evidence);
    const none = await context.rpc('pazkp_listMoneyOrderCreations', [first, 0, alice.id]);
    expectRefusal(none, 'A softLimit of 0', 'INVALID_PARAMS');
    const nobody = await context.rpc('pazkp_listMoneyOrderCreations', [first, 2]);
    expectRefusal(nobody, 'A list of nobody’s orders', 'INVALID_PARAMS');
    return `${seen.length} orders in pages of two`;
  },
} satisfies ConformanceCase<OperatorContext>;

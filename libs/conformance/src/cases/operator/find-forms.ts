import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectRefusal } from '../../operator/rpc-reply.ts';

export default {
  id: 'find-forms',
  title: 'An operation is found by account and hash, or by the hash alone',
  text: 'Both documented forms of findMoneyOrderCreation show the same operation; another hash is OPERATION_NOT_FOUND.',
  covers: ['RG-07'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const order = context.order(alice, bob, 1n, await context.nextNonce(alice));
    const hash = await context.accepted(context.sign(order, alice));
    await context.ended('create-order', alice.id, hash);
    const forms = [
      await context.rpc('pazkp_findMoneyOrderCreation', [alice.id, hash]),
      await context.rpc('pazkp_findMoneyOrderCreation', [hash]),
    ];
    const [one, other] = forms.map(({ body }) => JSON.stringify((body as { result?: unknown }).result));
    expect(
      one !== undefined && one === other,
      'The two forms differ.',
      forms.flatMap(({ evidence }) => evidence),
    );
    for (const params of [[alice.id, context.fresh()], [context.fresh()]]) {
      const reply = await context.rpc('pazkp_findMoneyOrderCreation', params);
      expectRefusal(reply, 'A hash that nobody sent', 'OPERATION_NOT_FOUND');
    }
    return 'both forms alike';
  },
} satisfies ConformanceCase<OperatorContext>;

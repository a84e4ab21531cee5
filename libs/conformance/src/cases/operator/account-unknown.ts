import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expectRefusal } from '../../operator/rpc-reply.ts';

export default {
  id: 'account-unknown',
  title: 'Accounts that do not exist are said not to',
  text: 'Every read of an account with an unknown id is ACCOUNT_NOT_FOUND, with an unknown key PUBLIC_KEY_NOT_FOUND; an order to or from an unknown account is ACCOUNT_NOT_FOUND.',
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const unknown = { ...context.alice, id: 0xffff_fff0 };
    for (const method of ['pazkp_findAccountById', 'pazkp_getAccountNonce', 'pazkp_getAccountState'])
      expectRefusal(await context.rpc(method, [unknown.id]), method, 'ACCOUNT_NOT_FOUND');
    const { publicKey } = context.creation().operation;
    const byKey = await context.rpc('pazkp_findAccountByPublicKey', [publicKey]);
    expectRefusal(byKey, 'pazkp_findAccountByPublicKey', 'PUBLIC_KEY_NOT_FOUND');
    const nonce = await context.nextNonce(context.alice);
    for (const order of [
      context.order(unknown, context.bob, 1n, 1),
      context.order(context.alice, unknown, 1n, nonce),
    ])
      expectRefusal(
        await context.send(context.sign(order, context.alice)),
        'createMoneyOrder',
        'ACCOUNT_NOT_FOUND',
      );
    return 'each by its code';
  },
} satisfies ConformanceCase<OperatorContext>;

import { AccountReply, CreateAccountReply } from '@plimsoll/interface/operator/replies';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { codeOf, expectResult } from '../../operator/rpc-reply.ts';

export default {
  id: 'account-created',
  title: 'An account that is registered comes to exist',
  text: 'createAccount, signed with its own key, answers REGISTERED, and again for the same bytes; findAccountByPublicKey then finds it, and findAccountById the same under its id, with nonce, redemption index and balances at 0.',
  covers: ['RG-01', 'RG-03'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const creation = context.creation();
    const { publicKey } = creation.operation;
    for (let time = 0; time < 2; time += 1)
      expectResult(await context.send(creation), CreateAccountReply, 'createAccount');
    const { account } = await context.until('the account', async () => {
      const reply = await context.rpc('pazkp_findAccountByPublicKey', [publicKey]);
      const found = codeOf(reply);
      return 'code' in found && found.code === 'PUBLIC_KEY_NOT_FOUND'
        ? undefined
        : expectResult(reply, AccountReply, 'findAccountByPublicKey');
    });
    const byId = await context.accountById(account.id);
    expect(byId.publicKey === publicKey, 'findAccountById shows another key.', [JSON.stringify(byId)]);
    const state = await context.stateOf(account);
    expect(
      state.nonce === 0 &&
        state.redemptionIndex === 0 &&
        Object.values(state.balances).every((each) => BigInt(each) === 0n),
      'A new account does not start at 0.',
      [JSON.stringify(state)],
    );
    return `account ${account.id} created`;
  },
} satisfies ConformanceCase<OperatorContext>;

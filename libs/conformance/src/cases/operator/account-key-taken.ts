import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expectRefusal } from '../../operator/rpc-reply.ts';

export default {
  id: 'account-key-taken',
  title: 'A public key belongs to one account',
  text: 'createAccount with the key of an account that exists, well signed, is refused as PUBLIC_KEY_ALREADY_EXISTS.',
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const operation = { ...context.creation().operation, publicKey: context.alice.publicKey };
    const reply = await context.send(context.sign(operation, context.alice));
    expectRefusal(reply, 'createAccount with a key that is taken', 'PUBLIC_KEY_ALREADY_EXISTS');
    return 'refused';
  },
} satisfies ConformanceCase<OperatorContext>;

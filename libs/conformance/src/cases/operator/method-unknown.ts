import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expectRefusal } from '../../operator/rpc-reply.ts';

export default {
  id: 'method-unknown',
  title: 'Unknown methods are refused',
  text: 'A name that is not in the interface, also one that every object has, is METHOD_NOT_FOUND; parameters by name are INVALID_PARAMS.',
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const names = [
      'pazkp_mintMoney',
      'createMoneyOrder',
      '',
      'constructor',
      '__proto__',
      'toString',
      'PAZKP_GETACCOUNTNONCE',
    ];
    for (const name of names)
      expectRefusal(await context.rpc(name, []), `The method ${JSON.stringify(name)}`, 'METHOD_NOT_FOUND');
    const byName = await context.rpc('pazkp_getAccountNonce', { accountId: context.alice.id });
    expectRefusal(byName, 'Parameters by name', 'INVALID_PARAMS');
    return `${names.length} names refused`;
  },
} satisfies ConformanceCase<OperatorContext>;

import { operatorMethods } from '@plimsoll/interface/operator/methods';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expectRefusal } from '../../operator/rpc-reply.ts';

/** Fits no parameter that anything is asked of. */
const wrong: readonly unknown[] = [true, -1, 0.5, 'x', '0x', '0xzz', {}, []];

export default {
  id: 'params-malformed',
  title: 'Parameters that do not fit are refused, method by method',
  text: 'For every method: each required parameter left out, null, of another type or size, and one too many: INVALID_PARAMS.',
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const hash = context.fresh();
    const sample: Readonly<Record<string, unknown>> = {
      publicKey: alice.publicKey,
      jointEncryptionKey: '0x',
      blindingFactor: hash,
      encryptedBlindingFactor: '0x',
      randomizationFactor: '0x',
      encryptedMoneyOrder: '0x',
      encryptedMoneyOrderRedeem: '0x',
      signature: `0x${'11'.repeat(96)}`,
      fromAccountId: alice.id,
      toAccountId: bob.id,
      accountId: alice.id,
      tokenId: 0,
      amount: 1,
      nonce: 1,
      toEthereumAddress: `0x${'0b'.repeat(20)}`,
      moneyOrderTotalIndex: 65_536,
      operationHash: hash,
    };
    let count = 0;
    for (const method of operatorMethods) {
      if (method.capability !== undefined && !context.claims(method.capability)) continue;
      const good = method.params.map(({ name, optional }) => (optional ? null : sample[name]));
      const refuse = async (params: readonly unknown[], what: string): Promise<void> => {
        count += 1;
        expectRefusal(
          await context.rpc(method.name, params),
          `${method.name} with ${what}`,
          'INVALID_PARAMS',
        );
      };
      await refuse([...good, 1], 'one parameter too many');
      for (const [at, { name, optional, schema }] of method.params.entries()) {
        if (optional) continue;
        // Opaque bytes may be none.
        const isOpaque = sample[name] === '0x';
        const isShort = typeof schema === 'object' && 'pattern' in schema && !isOpaque;
        for (const value of wrong) {
          if (isOpaque && value === '0x') continue;
          await refuse(good.with(at, value), `${name} ${JSON.stringify(value)}`);
        }
        // The hash alone is a form of its own.
        await refuse(good.with(at, null), `${name} null`);
        if (isShort) {
          const text = sample[name] as string;
          await refuse(good.with(at, text.slice(0, -2)), `${name} a byte short`);
          await refuse(good.with(at, `${text}00`), `${name} a byte long`);
          await refuse(good.with(at, text.slice(2)), `${name} without 0x`);
        }
      }
      const required = method.params.findLastIndex(({ optional }) => !optional);
      if (required > 0 || method.params.length === 1)
        await refuse(good.slice(0, required), `${method.params[required]?.name} left out`);
    }
    return `${count} calls refused`;
  },
} satisfies ConformanceCase<OperatorContext>;

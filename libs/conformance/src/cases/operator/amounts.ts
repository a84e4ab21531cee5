import { paramsOf } from '@plimsoll/interface/operator/params';
import { OperationReply } from '@plimsoll/interface/operator/replies';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expectRefusal, expectResult } from '../../operator/rpc-reply.ts';

/** 64 bits above zero; a number only where JSON carries it exactly. */
const wrong: readonly unknown[] = [
  0,
  '0',
  -1,
  '-1',
  0.5,
  '1.5',
  2 ** 53,
  '18446744073709551616',
  (2n ** 256n).toString(),
  '1e3',
  '0x1',
  '',
  null,
  true,
  [1],
];

export default {
  id: 'amounts',
  title: 'Amounts are whole, above zero, and of 64 bits',
  text: 'Zero, negative, broken, above 2^64 - 1, above 2^256, a number above 2^53 - 1, and what is no amount at all: INVALID_PARAMS. The same amount as a number and as a decimal string is the same operation, with the same hash.',
  covers: ['RG-10', 'RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const nonce = await context.nextNonce(context.alice);
    const signed = context.sign(context.order(context.alice, context.bob, 1n, nonce), context.alice);
    const params = paramsOf(signed);
    for (const amount of wrong) {
      const spoiled = params.map((each, at) => (at === 3 ? amount : each));
      const reply = await context.rpc('pazkp_createMoneyOrder', spoiled);
      expectRefusal(reply, `An order of ${JSON.stringify(amount)}`, 'INVALID_PARAMS');
    }
    // Signed as the number 1: taken as the text "1", or the signature would not fit.
    const texts = params.map((each, at) => (at === 3 ? '1' : each));
    const taken = await context.rpc('pazkp_createMoneyOrder', texts);
    const hash = context.hashOf(signed.operation);
    expectResult(taken, OperationReply, 'An amount as a decimal string');
    await context.ended('create-order', context.alice.id, hash);
    return `${wrong.length} amounts refused`;
  },
} satisfies ConformanceCase<OperatorContext>;

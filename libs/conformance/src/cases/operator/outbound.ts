import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { fundsOf } from '../../operator/operator-context.ts';

export default {
  id: 'outbound',
  title: 'A withdrawal takes the funds out of the account',
  text: 'createOutboundTransfer ends EXECUTED with batch and block, and the balance falls by the amount; one above the balance is REJECTED as BALANCE_TOO_LOW.',
  covers: ['RG-10'],
  level: 'MUST',
  scope: 'each',
  capability: 'outbound-transfers',
  async check(context) {
    const { bob } = context;
    const address = `0x${'0b'.repeat(20)}` as const;
    const nonce = await context.nextNonce(bob);
    const before = fundsOf(await context.stateOf(bob, nonce - 1));
    const much = context.outbound(bob, address, before + 1n, nonce);
    const refused = await context.ended('outbound', bob.id, await context.accepted(context.sign(much, bob)));
    expect(refused.rejectionReason === 'BALANCE_TOO_LOW', `Above the balance it ended ${refused.status}.`, [
      JSON.stringify(refused),
    ]);
    const transfer = context.outbound(bob, address, 5n, nonce);
    const end = await context.ended('outbound', bob.id, await context.accepted(context.sign(transfer, bob)));
    expect(
      end.status === 'EXECUTED' && end.batchHeight !== null && end.blockHash !== null,
      `It ended ${end.status}.`,
      [JSON.stringify(end)],
    );
    const after = fundsOf(await context.stateOf(bob, nonce));
    expect(before - after === 5n, `The balance fell by ${before - after}.`);
    return 'withdrawn';
  },
} satisfies ConformanceCase<OperatorContext>;

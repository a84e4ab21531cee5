import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'nonce-gap-waits',
  title: 'An operation whose nonce is too high waits for those before it',
  text: 'The operation with the nonce after next is accepted first and is PENDING; once the one before it is accepted too, both are EXECUTED.',
  covers: ['RG-05'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const nonce = await context.nextNonce(alice);
    const later = await context.accepted(context.sign(context.order(alice, bob, 1n, nonce + 1), alice));
    const waiting = await context.find('create-order', alice.id, later);
    expect(waiting.status === 'PENDING', `Before its turn it is ${waiting.status}.`, [
      JSON.stringify(waiting),
    ]);
    const earlier = await context.accepted(context.sign(context.order(alice, bob, 1n, nonce), alice));
    for (const hash of [earlier, later]) {
      const end = await context.ended('create-order', alice.id, hash);
      expect(end.status === 'EXECUTED', `It ended ${end.status}.`, [JSON.stringify(end)]);
    }
    return 'waited, then executed in order';
  },
} satisfies ConformanceCase<OperatorContext>;

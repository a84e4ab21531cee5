import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'hash-as-published',
  title: 'The operation hash is the published one',
  text: 'What a write answers is the SHA-256 of the published encoding: so a client knows it before it sends, and every instance of every operator computes the same.',
  covers: ['RG-03'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const operation = context.order(alice, bob, 1n, await context.nextNonce(alice));
    const hash = await context.accepted(context.sign(operation, alice));
    const expected = context.hashOf(operation);
    expect(hash === expected, 'The operation hash is another one.', [
      `answered ${hash}`,
      `published ${expected}`,
    ]);
    await context.ended('create-order', alice.id, hash);
    return hash;
  },
} satisfies ConformanceCase<OperatorContext>;

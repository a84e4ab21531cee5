import type { Hex, SignedOperation } from '@plimsoll/interface/operator/operation';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectRefusal } from '../../operator/rpc-reply.ts';

export default {
  id: 'signature-wrong',
  title: 'Nobody acts for an account but its key',
  text: 'An order signed by another account’s key, over another operation, with one digit changed anywhere, or with r and s zero is SIGNATURE_INVALID, and nothing of it is known afterwards.',
  covers: ['RG-10', 'RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const nonce = await context.nextNonce(alice);
    const operation = context.order(alice, bob, 1n, nonce);
    const { signature } = context.sign(operation, alice);
    const digit = (at: number): Hex =>
      `0x${signature.slice(2, at)}${signature.charAt(at) === '0' ? '1' : '0'}${signature.slice(at + 1)}`;
    const wrong: readonly (readonly [string, SignedOperation])[] = [
      ['another account’s key', context.sign(operation, bob)],
      [
        'another operation',
        { operation, signature: context.sign(context.order(alice, bob, 2n, nonce), alice).signature },
      ],
      ['r changed', { operation, signature: digit(20) }],
      ['s changed', { operation, signature: digit(100) }],
      ['the hash in it changed', { operation, signature: digit(190) }],
      ['r and s zero', { operation, signature: `0x${'00'.repeat(64)}${signature.slice(130)}` }],
    ];
    for (const [what, signed] of wrong)
      expectRefusal(await context.send(signed), `A signature with ${what}`, 'SIGNATURE_INVALID');
    const asked = [alice.id, context.hashOf(operation)];
    const found = await context.rpc('pazkp_findMoneyOrderCreation', asked);
    expectRefusal(found, 'An operation that was refused', 'OPERATION_NOT_FOUND');
    expect((await context.nextNonce(alice)) === nonce, 'The nonce moved.');
    return `${wrong.length} signatures refused`;
  },
} satisfies ConformanceCase<OperatorContext>;

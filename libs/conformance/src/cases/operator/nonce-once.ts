import type { Hex } from '@plimsoll/interface/operator/operation';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { fundsOf } from '../../operator/operator-context.ts';

const reasons = ['NONCE_TOO_LOW', 'REPLACED_BY_OPERATION_WITH_SAME_NONCE'];

export default {
  id: 'nonce-once',
  title: 'A nonce is used once',
  text: 'Two orders with one nonce are both accepted: one is EXECUTED, the other REJECTED as REPLACED_BY_OPERATION_WITH_SAME_NONCE or NONCE_TOO_LOW, and the balance falls by one of them. A third with that nonce, sent when it has long been used, is REJECTED too, whenever it is asked for.',
  covers: ['RG-06', 'RG-08'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const nonce = await context.nextNonce(alice);
    const before = fundsOf(await context.stateOf(alice, nonce - 1));
    const hashes: Hex[] = [];
    for (const amount of [2n, 3n])
      hashes.push(await context.accepted(context.sign(context.order(alice, bob, amount, nonce), alice)));
    const ends = [];
    for (const hash of hashes) ends.push(await context.ended('create-order', alice.id, hash));
    hashes.push(await context.accepted(context.sign(context.order(alice, bob, 4n, nonce), alice)));
    ends.push(await context.ended('create-order', alice.id, hashes[2]!));
    const evidence = ends.map((each) => JSON.stringify(each));
    const executed = ends.filter((each) => each.status === 'EXECUTED');
    expect(
      executed.length === 1 && ends[2]?.status === 'REJECTED',
      'Not exactly one of the first two was executed.',
      evidence,
    );
    for (const each of ends.filter(({ status }) => status === 'REJECTED'))
      expect(
        reasons.includes(String(each.rejectionReason)),
        `Rejected as ${each.rejectionReason}.`,
        evidence,
      );
    const after = fundsOf(await context.stateOf(alice, nonce));
    expect(
      before - after === BigInt(executed[0]!.moneyOrder.amount),
      `The balance fell by ${before - after}.`,
      evidence,
    );
    const again = await context.find('create-order', alice.id, hashes[2]!);
    expect(again.status === 'REJECTED', `Asked again it is ${again.status}.`, [JSON.stringify(again)]);
    return 'one of three executed';
  },
} satisfies ConformanceCase<OperatorContext>;

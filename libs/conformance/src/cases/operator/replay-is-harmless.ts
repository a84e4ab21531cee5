import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { fundsOf } from '../../operator/operator-context.ts';

export default {
  id: 'replay-is-harmless',
  title: 'The same bytes are the same operation, wherever and whenever they are sent',
  text: 'An order sent three times at every node and gateway, and again after its end, has one hash and is executed once: the balance falls once, the nonce rises once.',
  covers: ['RG-03', 'RG-08'],
  level: 'MUST',
  scope: 'system',
  async check(context) {
    const { alice, bob } = context;
    const nonce = await context.nextNonce(alice);
    const before = await context.stateOf(alice, nonce - 1);
    const signed = context.sign(context.order(alice, bob, 4n, nonce), alice);
    const hashes = new Set<string>();
    const sendAll = async (): Promise<void> => {
      for (const endpoint of context.endpoints)
        for (let time = 0; time < 3; time += 1) hashes.add(await context.accepted(signed, endpoint));
    };
    await sendAll();
    const [hash] = hashes as Set<`0x${string}`>;
    for (const node of context.target.nodes) await context.ended('create-order', alice.id, hash!, node);
    await sendAll();
    expect(hashes.size === 1, 'The hashes differ.', [...hashes]);
    for (const node of context.target.nodes) {
      const end = await context.find('create-order', alice.id, hash!, node);
      expect(end.status === 'EXECUTED', `At ${node.instance} it is ${end.status}.`, [JSON.stringify(end)]);
    }
    const after = await context.stateOf(alice, nonce);
    expect(
      fundsOf(before) - fundsOf(after) === 4n && after.nonce === before.nonce + 1,
      'It was executed another number of times than once.',
      [JSON.stringify(before), JSON.stringify(after)],
    );
    return `sent ${context.endpoints.length * 6} times, executed once`;
  },
} satisfies ConformanceCase<OperatorContext>;

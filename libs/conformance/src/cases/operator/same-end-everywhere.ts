import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'same-end-everywhere',
  title: 'Every node tells the same end of an operation',
  text: 'An order that is executed and one that is rejected, each sent to another node: once ended, every node shows the same status, reason, index, batch and block.',
  covers: ['RG-07', 'RG-14'],
  level: 'MUST',
  scope: 'system',
  needs: 'two nodes',
  async check(context) {
    const { alice, bob } = context;
    const { nodes } = context.target;
    const nonce = await context.nextNonce(alice);
    const good = context.sign(context.order(alice, bob, 6n, nonce), alice);
    const rival = context.sign(context.order(alice, bob, 5n, nonce), alice);
    const hashes = [await context.accepted(good, nodes[0]), await context.accepted(rival, nodes[1])];
    for (const hash of hashes) {
      const seen: string[] = [];
      for (const node of nodes) {
        const end = await context.until(`${hash} at ${node.instance}`, async () => {
          // A node that has not copied it yet does not know it yet.
          const reply = await context.rpc('pazkp_findMoneyOrderCreation', [alice.id, hash], node);
          const { result } = reply.body as { result?: { status?: string } };
          return result?.status === undefined || result.status === 'PENDING' ? undefined : result;
        });
        seen.push(JSON.stringify(Object.entries(end).toSorted(([a], [b]) => (a < b ? -1 : 1))));
      }
      expect(new Set(seen).size === 1, 'The nodes tell different ends.', seen);
    }
    return `${nodes.length} nodes agree`;
  },
} satisfies ConformanceCase<OperatorContext>;

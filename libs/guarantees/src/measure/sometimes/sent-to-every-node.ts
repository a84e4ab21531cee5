import { onAsked } from '../../evidence/asked.ts';
import type { Condition } from '../condition.ts';

const sentToEveryNode: Condition = {
  id: 'sent-to-every-node',
  text: 'Every node did the work of at least one send.',
  watch: (plan) => {
    const nodes = plan.nodes.map((node) => node.name);
    const served = new Set<string>();
    return {
      on: onAsked((record) => {
        if (record.outcome === 'ok') served.add(record.servedBy ?? record.instance);
      }),
      hits: () => (nodes.length > 0 && nodes.every((node) => served.has(node)) ? 1 : 0),
    };
  },
};
export default sentToEveryNode;

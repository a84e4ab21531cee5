import type { Condition } from '../condition.ts';

const deliveredThroughGateway: Condition = {
  id: 'delivered-through-gateway',
  system: 'sequencer',
  text: 'An event was delivered through the gateway.',
  possible: (plan) => plan.gateways.length > 0,
  watch: (plan) => {
    const gateways = new Set(plan.gateways.map((gateway) => gateway.name));
    const streams = new Set<number>();
    let hits = 0;
    return {
      on: {
        open: (record) => {
          if (gateways.has(record.instance)) streams.add(record.stream);
        },
        event: (record) => {
          if (streams.has(record.stream)) hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default deliveredThroughGateway;

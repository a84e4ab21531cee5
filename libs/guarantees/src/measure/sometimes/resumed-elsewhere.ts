import type { Condition } from '../condition.ts';

const resumedElsewhere: Condition = {
  id: 'resumed-elsewhere',
  system: 'sequencer',
  text: 'A subscription was resumed from its position on another node.',
  possible: (plan) => plan.nodes.length > 1,
  watch: () => {
    const last = new Map<string, string>();
    let hits = 0;
    return {
      on: {
        open: (record) => {
          if (record.observer !== 'live') return;
          const reader = `${record.client}|${record.site}|${record.member}`;
          const node = record.servedBy ?? record.instance;
          const before = last.get(reader);
          if (record.fromMicros !== null && before !== undefined && before !== node) hits++;
          last.set(reader, node);
        },
      },
      hits: () => hits,
    };
  },
};
export default resumedElsewhere;

import type { Condition } from '../condition.ts';

const nodeSaidNotReady: Condition = {
  id: 'node-said-not-ready',
  text: 'A running instance said by its own health that it was not ready.',
  watch: () => {
    const before = new Map<string, boolean>();
    let hits = 0;
    return {
      on: {
        health: (record) => {
          if (record.ready === null) return;
          if (!record.ready && before.get(record.instance) === true) hits++;
          before.set(record.instance, record.ready);
        },
      },
      hits: () => hits,
    };
  },
};
export default nodeSaidNotReady;

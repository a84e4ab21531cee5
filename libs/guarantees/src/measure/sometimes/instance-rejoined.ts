import type { Condition } from '../condition.ts';

const instanceRejoined: Condition = {
  id: 'instance-rejoined',
  text: 'An instance came back as a new incarnation and said it was ready.',
  watch: () => {
    const incarnations = new Map<string, string>();
    let hits = 0;
    return {
      on: {
        health: (record) => {
          if (record.ready !== true || record.incarnation === undefined) return;
          const before = incarnations.get(record.instance);
          if (before !== undefined && before !== record.incarnation) hits++;
          incarnations.set(record.instance, record.incarnation);
        },
      },
      hits: () => hits,
    };
  },
};
export default instanceRejoined;

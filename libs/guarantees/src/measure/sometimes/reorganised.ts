import type { Condition } from '../condition.ts';

const reorganised: Condition = {
  id: 'reorganised',
  text: 'A block was seen with two hashes: the chain was reorganised.',
  system: 'operator',
  watch: () => {
    const hashes = new Map<number, string>();
    let hits = 0;
    return {
      on: {
        block: (record) => {
          const before = hashes.get(record.number);
          if (before !== undefined && before !== record.hash) hits++;
          hashes.set(record.number, record.hash);
        },
      },
      hits: () => hits,
    };
  },
};
export default reorganised;

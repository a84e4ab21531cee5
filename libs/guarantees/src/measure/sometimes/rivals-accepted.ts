import type { Condition } from '../condition.ts';

const rivalsAccepted: Condition = {
  id: 'rivals-accepted',
  text: 'Two operations with one nonce were both accepted: only one of them can be executed.',
  system: 'operator',
  watch: () => {
    const accepted = new Map<number, number>();
    const both = new Set<number>();
    return {
      on: {
        operation: (record) => {
          if (record.rivals === undefined || record.outcome !== 'ok') return;
          const before = accepted.get(record.rivals);
          if (before !== undefined && before !== record.id) both.add(record.rivals);
          accepted.set(record.rivals, record.id);
        },
      },
      hits: () => both.size,
    };
  },
};
export default rivalsAccepted;

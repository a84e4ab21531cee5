import type { Condition } from '../condition.ts';

const operationRejected: Condition = {
  id: 'operation-rejected',
  text: 'An accepted operation was rejected.',
  system: 'operator',
  watch: () => {
    let hits = 0;
    return {
      on: {
        status: (record) => {
          if (record.observer === 'first' && record.status === 'REJECTED') hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default operationRejected;

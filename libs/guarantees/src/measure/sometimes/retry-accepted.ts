import type { Condition } from '../condition.ts';

const retryAccepted: Condition = {
  id: 'retry-accepted',
  text: 'An operation whose first attempt had no certain end was asked for again with the same bytes, and accepted.',
  system: 'operator',
  watch: () => {
    const unknown = new Set<number>();
    let hits = 0;
    return {
      on: {
        operation: (record) => {
          if (record.outcome === 'info') unknown.add(record.id);
          if (record.attempt > 1 && record.outcome === 'ok' && unknown.delete(record.id)) hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default retryAccepted;

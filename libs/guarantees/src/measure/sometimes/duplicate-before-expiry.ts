import type { Condition } from '../condition.ts';

const duplicateBeforeExpiry: Condition = {
  id: 'duplicate-before-expiry',
  system: 'sequencer',
  text: 'A send repeated before its expiry was sequenced twice, which is legal.',
  watch: () => {
    const retriedEarly = new Set<number>();
    const receipts = new Map<number, number>();
    const twice = new Set<number>();
    return {
      on: {
        send: (record) => {
          if (record.attempt > 1 && record.observedMicros === undefined) retriedEarly.add(record.id);
        },
        event: (record) => {
          if (!record.receipt || !retriedEarly.has(record.id)) return;
          const before = receipts.get(record.id);
          if (before !== undefined && before !== record.timestampMicros) twice.add(record.id);
          else receipts.set(record.id, record.timestampMicros);
        },
      },
      hits: () => twice.size,
    };
  },
};
export default duplicateBeforeExpiry;

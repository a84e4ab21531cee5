import type { Condition } from '../condition.ts';

const retryAfterExpiry: Condition = {
  id: 'retry-after-expiry',
  system: 'sequencer',
  text: 'A send was made again after its expiry had been observed.',
  watch: () => {
    let hits = 0;
    return {
      on: {
        send: (record) => {
          if (record.attempt > 1 && record.observedMicros !== undefined) hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default retryAfterExpiry;

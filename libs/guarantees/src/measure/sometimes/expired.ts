import type { Condition } from '../condition.ts';

const expired: Condition = {
  id: 'expired',
  system: 'sequencer',
  text: 'A send was refused because its max-sequencing-time had passed.',
  watch: () => {
    let hits = 0;
    return {
      on: {
        send: (record) => {
          if (record.code === 'MAX_SEQUENCING_TIME_EXCEEDED') hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default expired;

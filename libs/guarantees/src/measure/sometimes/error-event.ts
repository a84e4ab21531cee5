import type { Condition } from '../condition.ts';

const errorEvent: Condition = {
  id: 'error-event',
  system: 'sequencer',
  text: 'A sender received an error event for a send that could not be delivered.',
  watch: () => {
    let hits = 0;
    return {
      on: {
        event: (record) => {
          if (record.type === 'error') hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default errorEvent;

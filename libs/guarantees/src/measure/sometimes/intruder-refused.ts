import type { Condition } from '../condition.ts';

const intruderRefused: Condition = {
  id: 'intruder-refused',
  text: 'A request of an outsider or of the wrong member was refused.',
  watch: () => {
    let hits = 0;
    return {
      on: {
        intrusion: (record) => {
          if (record.outcome === 'fail' && record.code !== undefined && record.expected.includes(record.code))
            hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default intruderRefused;

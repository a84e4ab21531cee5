import type { Condition } from '../condition.ts';

const batchLostRace: Condition = {
  id: 'batch-lost-race',
  text: 'A submission lost its race: the contract refused it, since another batch was first.',
  system: 'operator',
  watch: () => {
    let hits = 0;
    return {
      on: {
        reverted: (record) => {
          if (record.observer === 'first' && record.error === 'StaleParent') hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default batchLostRace;

import type { Condition } from '../condition.ts';

const depositTaken: Condition = {
  id: 'deposit-taken',
  text: 'A batch took a deposit from the queue of the contract.',
  system: 'operator',
  possible: (plan) => plan.subject.capabilities.includes('deposits'),
  watch: () => {
    let hits = 0;
    return {
      on: {
        batch: (record) => {
          if (record.observer === 'first') hits += record.depositsTo - record.depositsFrom;
        },
      },
      hits: () => hits,
    };
  },
};
export default depositTaken;

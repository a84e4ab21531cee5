import type { Condition } from '../condition.ts';

const twoSubmitters: Condition = {
  id: 'two-submitters',
  text: 'Two instances had batches accepted.',
  system: 'operator',
  possible: (plan) => plan.nodes.length > 1 && plan.subject.capabilities.includes('active-active'),
  watch: () => {
    const submitters = new Set<string>();
    return {
      on: {
        batch: (record) => {
          if (record.observer === 'first') submitters.add(record.submitter);
        },
      },
      hits: () => (submitters.size > 1 ? 1 : 0),
    };
  },
};
export default twoSubmitters;

import { onAsked } from '../../evidence/asked.ts';
import type { Condition } from '../condition.ts';

const outcomeUnknown: Condition = {
  id: 'outcome-unknown',
  text: 'A send ended without a known outcome: the case in which retries and duplicates are decided.',
  watch: () => {
    let hits = 0;
    return {
      on: onAsked((record) => {
        if (record.purpose === 'load' && record.outcome === 'info') hits++;
      }),
      hits: () => hits,
    };
  },
};
export default outcomeUnknown;

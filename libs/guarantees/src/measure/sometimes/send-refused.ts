import { onAsked } from '../../evidence/asked.ts';
import type { Condition } from '../condition.ts';

const sendRefused: Condition = {
  id: 'send-refused',
  text: 'A send was refused with a definite error.',
  watch: () => {
    let hits = 0;
    return {
      on: onAsked((record) => {
        if (record.purpose === 'load' && record.outcome === 'fail') hits++;
      }),
      hits: () => hits,
    };
  },
};
export default sendRefused;

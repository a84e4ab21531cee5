import { onAsked } from '../../evidence/asked.ts';
import type { Condition } from '../condition.ts';
import { Growable } from '../growable.ts';

const acknowledgedDuringFault: Condition = {
  id: 'acknowledged-during-fault',
  text: 'Something was acknowledged while a fault was on: there was something to lose.',
  watch: () => {
    // In file order, which is the order of time; the runner's file comes before the load's.
    const applied = new Growable();
    const healed = new Growable();
    let hits = 0;
    return {
      on: {
        fault: (record) => {
          if (record.step === 'applied') applied.push(record.atMicros);
          if (record.step === 'healed') healed.push(record.atMicros);
        },
        ...onAsked((record) => {
          const acknowledged =
            record.kind === 'send' ? record.status === 'sequenced' : record.outcome === 'ok';
          if (!acknowledged || record.purpose !== 'load') return;
          if (applied.firstAtLeast(record.doneMicros + 1) > healed.firstAtLeast(record.doneMicros)) hits++;
        }),
      },
      hits: () => hits,
    };
  },
};
export default acknowledgedDuringFault;

import { onAsked } from '../../evidence/asked.ts';
import type { Condition } from '../condition.ts';
import { Growable } from '../growable.ts';

const failoverUnderLoad: Condition = {
  id: 'failover-under-load',
  text: 'A fault bit while a send was in flight.',
  watch: () => {
    // In file order, which is the order of time; the runner's file comes before the load's.
    const applied = new Growable();
    const trials: number[] = [];
    const bitTrials = new Set<number>();
    const hit = new Set<number>();
    return {
      on: {
        fault: (record) => {
          if (record.step === 'bit') bitTrials.add(record.trial);
          if (record.step !== 'applied') return;
          applied.push(record.atMicros);
          trials.push(record.trial);
        },
        ...onAsked((record) => {
          if (record.purpose !== 'load') return;
          let index = applied.firstAtLeast(record.sentMicros);
          for (; applied.at(index) <= record.doneMicros; index++) hit.add(index);
        }),
      },
      hits: () => [...hit].filter((index) => bitTrials.has(trials[index] ?? -1)).length,
    };
  },
};
export default failoverUnderLoad;

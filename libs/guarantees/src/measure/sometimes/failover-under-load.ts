import type { Condition } from '../condition.ts';

const failoverUnderLoad: Condition = {
  id: 'failover-under-load',
  text: 'A fault bit while a send was in flight.',
  watch: () => {
    // The runner's file is judged before the load's, so all faults are known when the first send comes.
    const appliedMicros: number[] = [];
    const bitTrials = new Set<number>();
    const hit = new Set<number>();
    const trials: number[] = [];
    return {
      on: {
        fault: (record) => {
          if (record.step === 'applied') {
            appliedMicros.push(record.atMicros);
            trials.push(record.trial);
          } else if (record.step === 'bit') bitTrials.add(record.trial);
        },
        send: (record) => {
          if (record.purpose !== 'load' || hit.size === appliedMicros.length) return;
          for (const [index, atMicros] of appliedMicros.entries())
            if (record.sentMicros <= atMicros && atMicros <= record.doneMicros) hit.add(index);
        },
      },
      hits: () => [...hit].filter((index) => bitTrials.has(trials[index] ?? -1)).length,
    };
  },
};
export default failoverUnderLoad;

import type { Condition } from '../condition.ts';

const acknowledgedDuringFault: Condition = {
  id: 'acknowledged-during-fault',
  text: 'A send was acknowledged as sequenced while a fault was on: there was something to lose.',
  watch: () => {
    const from: number[] = [];
    const to: number[] = [];
    let hits = 0;
    return {
      on: {
        fault: (record) => {
          if (record.step === 'applied') from.push(record.atMicros);
          if (record.step === 'healed') to.push(record.atMicros);
        },
        send: (record) => {
          if (record.status !== 'sequenced' || record.purpose !== 'load') return;
          // Faults open and not yet closed at that moment; a handful in a run, so counting is cheap enough.
          let open = 0;
          for (const atMicros of from) if (atMicros <= record.doneMicros) open++;
          for (const atMicros of to) if (atMicros < record.doneMicros) open--;
          if (open > 0) hits++;
        },
      },
      hits: () => hits,
    };
  },
};
export default acknowledgedDuringFault;

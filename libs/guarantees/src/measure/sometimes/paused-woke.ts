import type { Condition } from '../condition.ts';

const pausedWoke: Condition = {
  id: 'paused-woke',
  text: 'A paused instance woke up and answered again: the zombie that fencing is for.',
  watch: () => {
    const resumedMicros = new Map<string, number[]>();
    const woke = new Set<string>();
    const answered = (instance: string, atMicros: number): void => {
      for (const resumed of resumedMicros.get(instance) ?? [])
        if (atMicros > resumed) woke.add(`${instance}|${resumed}`);
    };
    return {
      on: {
        process: (record) => {
          if (record.event !== 'resumed') return;
          const list = resumedMicros.get(record.instance) ?? [];
          if (list.length < 1000) list.push(record.atMicros);
          resumedMicros.set(record.instance, list);
        },
        health: (record) => {
          if (record.ready !== null) answered(record.instance, record.doneMicros);
        },
      },
      hits: () => woke.size,
    };
  },
};
export default pausedWoke;

import type { Condition } from '../condition.ts';

const readerWaited: Condition = {
  id: 'reader-waited',
  text: 'A reader had to wait: nothing new for more than twice the usual time, and then it went on.',
  watch: () => {
    const series = new Map<string, { lastOk: number; dues: number; first: number; due: number }>();
    let hits = 0;
    return {
      on: {
        probe: (record) => {
          if (record.probe !== 'read') return;
          const key = `${record.site}|${record.instance}`;
          const one = series.get(key) ?? { lastOk: -1, dues: 0, first: record.dueMicros, due: 0 };
          series.set(key, one);
          one.dues++;
          one.due = record.dueMicros;
          if (record.outcome !== 'ok') return;
          const usual = one.dues > 1 ? (one.due - one.first) / (one.dues - 1) : Infinity;
          if (one.lastOk >= 0 && record.doneMicros - one.lastOk > 2 * usual) hits++;
          one.lastOk = record.doneMicros;
        },
      },
      hits: () => hits,
    };
  },
};
export default readerWaited;

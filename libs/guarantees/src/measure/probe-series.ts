import type { Checker } from '../guarantee.ts';
import { Growable } from './growable.ts';
import type { Series } from './outage.ts';

interface Open {
  probe: 'write' | 'read';
  site: string;
  instance: string;
  successes: Growable;
  dues: number;
  firstDue: number;
  lastDue: number;
  firstSentMicros: number;
  lastMicros: number;
}

/** Collects the probe stream, one series for each (probe, site, instance); a success costs eight bytes. */
export function probeSeries(): { readonly on: Checker['on']; finish(): readonly Series[] } {
  const open = new Map<string, Open>();
  return {
    on: {
      probe(record) {
        const key = `${record.probe}|${record.site}|${record.instance}`;
        let series = open.get(key);
        if (series === undefined) {
          series = {
            probe: record.probe,
            site: record.site,
            instance: record.instance,
            successes: new Growable(),
            dues: 0,
            firstDue: record.dueMicros,
            lastDue: record.dueMicros,
            firstSentMicros: record.sentMicros,
            lastMicros: record.doneMicros,
          };
          open.set(key, series);
        }
        series.dues++;
        series.firstDue = Math.min(series.firstDue, record.dueMicros);
        series.lastDue = Math.max(series.lastDue, record.dueMicros);
        series.firstSentMicros = Math.min(series.firstSentMicros, record.sentMicros);
        series.lastMicros = Math.max(series.lastMicros, record.doneMicros);
        if (record.outcome === 'ok') series.successes.push(record.doneMicros);
      },
    },
    finish: () =>
      [...open.values()].map((series) => {
        series.successes.sort();
        return {
          ...series,
          periodMicros: series.dues > 1 ? (series.lastDue - series.firstDue) / (series.dues - 1) : 0,
        };
      }),
  };
}

import type { Checker, Evidence } from '../guarantee.ts';
import { Growable } from '../measure/growable.ts';
import type { Series } from '../measure/outage.ts';

/** One series of probes: of one kind, from one site, at one instance. */
export interface ProbeSeries extends Series {
  readonly sent: Growable;
  readonly done: Growable;
  /** 1 answered ok, 0 failed, -1 refused as overloaded, -2 refused since its time was over by the subject's clock. */
  readonly how: Growable;
}

/** Codes that say: too much at once. */
const overloaded = new Set(['SEQUENCER_OVERLOADED', 'OVER_CAPACITY']);
/** Codes that say: too late, by my clock. */
const expired = new Set(['MAX_SEQUENCING_TIME_EXCEEDED']);

interface Open extends ProbeSeries {
  firstSentMicros: number;
  lastMicros: number;
  firstDue: number;
  lastDue: number;
  periodMicros: number;
}

/** The steady probe streams, whole: a probe costs 32 bytes. */
export class Probes implements Evidence {
  readonly #series = new Map<string, Open>();
  #sorted = false;

  readonly on: Checker['on'] = {
    probe: (record) => {
      const key = `${record.probe}|${record.site}|${record.instance}`;
      let series = this.#series.get(key);
      if (series === undefined) {
        series = {
          probe: record.probe,
          site: record.site,
          instance: record.instance,
          successes: new Growable(),
          sent: new Growable(),
          done: new Growable(),
          how: new Growable(),
          firstSentMicros: record.sentMicros,
          lastMicros: record.doneMicros,
          firstDue: record.dueMicros,
          lastDue: record.dueMicros,
          periodMicros: 0,
        };
        this.#series.set(key, series);
      }
      const ok = record.outcome === 'ok';
      if (ok) series.successes.push(record.doneMicros);
      series.sent.push(record.sentMicros);
      series.done.push(record.doneMicros);
      const code = record.code ?? '';
      series.how.push(ok ? 1 : overloaded.has(code) ? -1 : expired.has(code) ? -2 : 0);
      series.firstSentMicros = Math.min(series.firstSentMicros, record.sentMicros);
      series.lastMicros = Math.max(series.lastMicros, record.doneMicros);
      series.firstDue = Math.min(series.firstDue, record.dueMicros);
      series.lastDue = Math.max(series.lastDue, record.dueMicros);
    },
  };

  /** All series; to be asked after the pass. */
  all(): readonly ProbeSeries[] {
    const all = [...this.#series.values()];
    if (!this.#sorted) {
      this.#sorted = true;
      for (const series of all) {
        series.successes.sort();
        const gaps = series.sent.length - 1;
        series.periodMicros = gaps > 0 ? (series.lastDue - series.firstDue) / gaps : 0;
      }
    }
    return all;
  }
}

/** The probes of this run. */
export function probes(): Probes {
  return new Probes();
}

/** The longest time without a success that lies in [from, to], µs, and where it began; the series must be probed there. */
export function longestGap(
  series: ProbeSeries,
  fromMicros: number,
  toMicros: number,
): { readonly micros: number; readonly fromMicros: number } {
  const { successes } = series;
  const end = Math.min(toMicros, series.lastMicros);
  let last = Math.max(fromMicros, series.firstSentMicros);
  let worst = { micros: 0, fromMicros: last };
  for (let index = successes.firstAtLeast(fromMicros); index <= successes.length; index += 1) {
    const next = index < successes.length ? Math.min(successes.at(index), end) : end;
    if (next - last > worst.micros) worst = { micros: next - last, fromMicros: last };
    if (index >= successes.length || successes.at(index) >= end) break;
    last = successes.at(index);
  }
  return worst;
}

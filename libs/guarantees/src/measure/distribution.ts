import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';
import type { Distribution } from '../verdict.ts';
import { carriedPercentiles } from './percentile-floor.ts';

/** Times in whole µs up to an hour, to three significant digits (HdrHistogram). Longer ones count as an hour. */
export class Times {
  readonly #histogram: Histogram;
  #min = Infinity;
  #max = 0;

  constructor() {
    this.#histogram = build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: hourMicros,
      numberOfSignificantValueDigits: 3,
    });
  }

  /** Negative differences (a send dispatched before it was due) count as 0. */
  add(micros: number): void {
    const value = Math.min(hourMicros, Math.max(0, Math.round(micros)));
    this.#histogram.recordValue(value);
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  distribution(): Distribution {
    return describe(this.#histogram, this.#min === Infinity ? 0 : this.#min, this.#max);
  }
}

const hourMicros = 3_600_000_000;

/** One distribution from several, by merging the histograms; percentiles are never averaged (HS-05). */
export function mergeDistributions(all: readonly Distribution[]): Distribution {
  const filled = all.filter((one) => one.n > 0);
  const first = filled[0];
  if (first === undefined) return new Times().distribution();
  const sum = decodeFromCompressedBase64(first.histogram) as Histogram;
  for (const one of filled.slice(1)) sum.add(decodeFromCompressedBase64(one.histogram) as Histogram);
  return describe(
    sum,
    Math.min(...filled.map((one) => one.minMs)) * 1000,
    Math.max(...filled.map((one) => one.maxMs)) * 1000,
  );
}

function describe(histogram: Histogram, minMicros: number, maxMicros: number): Distribution {
  const n = histogram.totalCount;
  return {
    n,
    minMs: minMicros / 1000,
    maxMs: maxMicros / 1000,
    percentiles: carriedPercentiles(n).map((p) => ({
      p,
      ms: Math.min(histogram.getValueAtPercentile(p), maxMicros) / 1000,
    })),
    histogram: encodeIntoCompressedBase64(histogram),
  };
}

/**
 * The value at each of `percentiles`, for a curve: milliseconds.
 * Empty when there are no values.
 */
export function quantileCurve(
  distribution: Distribution,
  percentiles: readonly number[],
): readonly { readonly p: number; readonly ms: number }[] {
  if (distribution.n === 0) return [];
  const histogram = decodeFromCompressedBase64(distribution.histogram) as Histogram;
  return percentiles.map((p) => ({ p, ms: histogram.getValueAtPercentile(p) / 1000 }));
}

import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * How late a client process's own event loop runs (HS-03): what it stamps may be late by as much. Sampled every 5 ms, so
 * values of some milliseconds are its grain.
 */
export class LoopDelay {
  readonly #total = monitorEventLoopDelay({ resolution: 5 });
  readonly #recent = monitorEventLoopDelay({ resolution: 5 });

  constructor() {
    this.#total.enable();
    this.#recent.enable();
  }

  /** The worst since the last time this was asked, milliseconds. */
  recentMaxMs(): number {
    const { count, max } = this.#recent;
    this.#recent.reset();
    return count === 0 ? 0 : Math.round(max / 1e5) / 10;
  }

  /** Over the whole time, microseconds; ends the sampling. */
  finish(): Readonly<Record<string, number | string>> {
    this.#total.disable();
    this.#recent.disable();
    const { count, min, mean, max } = this.#total;
    const micros = (nanos: number): number => (count === 0 ? 0 : Math.round(nanos / 1000));
    return {
      unit: 'us',
      count,
      min: micros(min),
      mean: micros(mean),
      max: micros(max),
      p50: micros(this.#total.percentile(50)),
      p99: micros(this.#total.percentile(99)),
    };
  }
}

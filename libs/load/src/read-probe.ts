import type { ProbeRecord } from '@plimsoll/history/record';
import type { Route } from './routes.ts';

/**
 * The read half of the probe stream at one node (HS-06): on every tick, did an event newer than at the tick before become
 * readable *here*? The write probes of all instances feed it, so no single writer is needed for it. `ok` is stamped
 * with the moment at which the newest event arrived. Writers and this tick beat against each other, so one tick without
 * news says nothing yet and is not recorded; after `quietMs` without news every tick is a failure.
 */
export class ReadProbe {
  readonly #route: Route;
  readonly #quietMicros: number;
  readonly #record: (record: ProbeRecord) => void;
  #newestMicros = -1;
  #arrivedMicros = -1;
  #advanced = false;
  #beganMicros: number | undefined;
  #lastTickMicros: number | undefined;

  constructor(route: Route, quietMs: number, record: (record: ProbeRecord) => void) {
    this.#route = route;
    this.#quietMicros = quietMs * 1000;
    this.#record = record;
  }

  /** An event of the probe member was read at this node. */
  arrived(timestampMicros: number, atMicros: number): void {
    // After a resume one event comes twice: only a newer one is progress.
    if (timestampMicros <= this.#newestMicros) return;
    this.#newestMicros = timestampMicros;
    this.#arrivedMicros = atMicros;
    this.#advanced = true;
  }

  tick(nowMicros: number): void {
    const sentMicros = this.#lastTickMicros ?? nowMicros;
    this.#lastTickMicros = nowMicros;
    const ok = this.#advanced;
    this.#advanced = false;
    this.#beganMicros ??= nowMicros;
    if (!ok && nowMicros - Math.max(this.#arrivedMicros, this.#beganMicros) < this.#quietMicros) return;
    this.#record({
      kind: 'probe',
      probe: 'read',
      client: 'watch',
      site: this.#route.endpoint.site,
      instance: this.#route.endpoint.instance,
      dueMicros: sentMicros,
      sentMicros,
      doneMicros: ok ? this.#arrivedMicros : nowMicros,
      outcome: ok ? 'ok' : 'info',
      ...(ok ? {} : { code: 'NOTHING_NEW' }),
    });
  }
}

import type { ProbeRecord } from '@plimsoll/history/record';
import type { Route } from './routes.ts';

/**
 * The read half of the probe stream at one node (HS-06): on every tick, did an event newer than at the tick before become
 * readable *here*? The write probes of all instances feed it, so no single writer is needed for it. `ok` is stamped
 * with the moment at which the newest event arrived.
 */
export class ReadProbe {
  readonly #route: Route;
  readonly #record: (record: ProbeRecord) => void;
  #newestMicros = -1;
  #arrivedMicros = -1;
  #advanced = false;
  #lastTickMicros: number | undefined;

  constructor(route: Route, record: (record: ProbeRecord) => void) {
    this.#route = route;
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

import type { WatchStatus } from './client.ts';

interface Series {
  ok: boolean;
  atMicros: number;
  okMicros: number;
  okSinceMicros: number | null;
}

/** What the watch last saw of every probe series and instance. A series that has fallen silent counts as failing: a hanging probe is no success. */
export class WatchBoard {
  readonly #staleMicros: number;
  readonly #probes = new Map<string, Series>();
  readonly #health = new Map<string, { ready: boolean | null; atMicros: number }>();

  constructor(staleMs: number) {
    this.#staleMicros = staleMs * 1000;
  }

  probe(probe: 'write' | 'read', site: string, instance: string, ok: boolean, atMicros: number): void {
    const key = `${probe}|${site}|${instance}`;
    const before = this.#probes.get(key);
    // Replies may overtake each other: the last one *made* does not matter here, the last one *seen* does.
    const fresh = before !== undefined && atMicros - before.okMicros <= this.#staleMicros;
    const since = before?.okSinceMicros ?? null;
    this.#probes.set(key, {
      ok,
      atMicros,
      okMicros: ok ? atMicros : (before?.okMicros ?? -Infinity),
      okSinceMicros: ok ? (fresh && since !== null ? since : atMicros) : null,
    });
  }

  health(instance: string, ready: boolean | null, atMicros: number): void {
    this.#health.set(instance, { ready, atMicros });
  }

  status(nowMicros: number): WatchStatus {
    const probes = [...this.#probes].map(([key, { ok, atMicros, okMicros, okSinceMicros }]) => {
      const good = ok && nowMicros - okMicros <= this.#staleMicros;
      return [key, { ok: good, atMicros, okSinceMicros: good ? okSinceMicros : null }] as const;
    });
    return { probes: Object.fromEntries(probes), health: Object.fromEntries(this.#health) };
  }
}

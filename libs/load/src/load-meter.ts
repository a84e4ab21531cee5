import type { HistoryWriter } from '@plimsoll/history/writer';
import type { CallEnvelope, SendRecord } from '@plimsoll/history/record';
import { build, type Histogram } from 'hdr-histogram-js';
import type { LoadStatus } from './client.ts';
import { LoopDelay } from './loop-delay.ts';
import type { RunClock } from './run-clock.ts';

/** The package has this method, but declares it in a place that its entry does not show. */
type Encodable = Histogram & { encodeIntoCompressedBase64(): string };

const histogram = (): Encodable =>
  build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 3_600_000_000,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  }) as Encodable;

/** What the meter looks at in an attempt, whatever the system. */
export type MeteredCall = Pick<CallEnvelope, 'outcome' | 'dueMicros' | 'sentMicros' | 'doneMicros'> & {
  readonly attempt: number;
  readonly purpose: string;
  readonly status?: SendRecord['status'];
};

/**
 * The generator's account of itself (HS-03, HS-15): what was due, sent and kept back; how late it sent (slip), how late
 * its event loop ran, and latency from the *due* time (HS-02). Once a second the counts go into the history, and at the
 * end the histograms. Values in microseconds; histograms as hdr-histogram-js writes them (compressed, base64).
 */
export class LoadMeter {
  offered = 0;
  sent = 0;
  /** Due, but forbidden by the cap on calls in flight. */
  unsent = 0;
  attempts = 0;
  inFlight = 0;
  ok = 0;
  fail = 0;
  info = 0;
  acknowledged = 0;
  events = 0;
  readonly #slip = histogram();
  readonly #latency = histogram();
  readonly #service = histogram();
  readonly #loop = new LoopDelay();
  readonly #clock: RunClock;
  #worstMicros = 0;
  #second = { sent: 0, worstMs: 0, sentBefore: 0 };

  constructor(clock: RunClock) {
    this.#clock = clock;
  }

  /** A scheduled send is handed to the network `slipMicros` after it was due. */
  started(slipMicros: number): void {
    this.sent += 1;
    this.#slip.recordValue(Math.max(1, slipMicros));
  }

  ended(record: MeteredCall): void {
    this[record.outcome] += 1;
    if (record.outcome === 'ok' && record.status === 'sequenced') this.acknowledged += 1;
    const latency = record.doneMicros - record.dueMicros;
    if (latency > this.#worstMicros) this.#worstMicros = latency;
    if (record.attempt > 1 || record.purpose !== 'load') return;
    this.#latency.recordValue(Math.max(1, latency));
    this.#service.recordValue(Math.max(1, record.doneMicros - record.sentMicros));
  }

  /** Called once a second while the load is on. */
  everySecond(writer: HistoryWriter): void {
    this.#second = {
      sent: this.sent - this.#second.sentBefore,
      worstMs: this.#worstMicros / 1000,
      sentBefore: this.sent,
    };
    this.#worstMicros = 0;
    this.#note(writer, 'load', { ...this.#counts(), loopMaxMs: this.#loop.recentMaxMs() });
  }

  /** Totals and histograms, at the end. */
  finish(writer: HistoryWriter): void {
    this.#note(writer, 'load', { ...this.#counts(), total: true });
    this.#note(writer, 'slip', summary(this.#slip));
    this.#note(writer, 'latency', summary(this.#latency));
    this.#note(writer, 'service', summary(this.#service));
    this.#note(writer, 'eventLoop', this.#loop.finish());
  }

  status(): LoadStatus {
    return {
      offered: this.offered,
      sent: this.sent,
      ok: this.ok,
      fail: this.fail,
      info: this.info,
      inFlight: this.inFlight,
      events: this.events,
      acknowledged: this.acknowledged,
      ratePerSecond: this.#second.sent,
      worstMs: this.#second.worstMs,
    };
  }

  #counts(): Record<string, number> {
    const { offered, sent, unsent, attempts, inFlight, ok, fail, info } = this;
    return { offered, sent, unsent, attempts, inFlight, ok, fail, info };
  }

  #note(writer: HistoryWriter, about: string, values: Readonly<Record<string, unknown>>): void {
    writer.write({ kind: 'note', atMicros: this.#clock(), client: 'load', about, values });
  }
}

/** Only percentiles that the sample carries: n(1 − q) ≥ 10 (HS-05). */
function summary(of: Encodable): Record<string, unknown> {
  const n = of.totalCount;
  const percentiles = [50, 90, 95, 99, 99.9].filter((p) => n * (1 - p / 100) >= 10);
  return {
    unit: 'us',
    n,
    max: n > 0 ? of.maxValue : null,
    percentiles: Object.fromEntries(percentiles.map((p) => [`p${p}`, of.getValueAtPercentile(p)])),
    histogram: of.encodeIntoCompressedBase64(),
  };
}

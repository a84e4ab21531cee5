import type { Asked } from '../evidence/asked.ts';
import type { Checker } from '../guarantee.ts';
import type { Distribution, RunVerdict } from '../verdict.ts';
import { Times } from './distribution.ts';

const codesAtMost = 40;

/**
 * The load as it was: offered (due), sent in time, achieved; latency from the *due* time and service time of sends
 * answered `ok`, slip of every send (HS-02, HS-03); errors by code (HS-15). Due-and-unsent is taken from the load
 * process's own `load` notes (`offered`), if it wrote any.
 */
export function loadFigures(): { readonly on: Checker['on']; finish(): RunVerdict['load'] } {
  const latency = new Times();
  const serviceTime = new Times();
  const slip = new Times();
  const counts = { sends: 0, ok: 0, fail: 0, info: 0, events: 0, retriesAfterExpiry: 0 };
  const errors = new Map<string, number>();
  let offered = 0;
  let offeredNoted = 0;
  let firstDue = Infinity;
  let lastDue = -Infinity;
  /** Ids sent again before expiry was observed: only those may legally have two events. */
  const retriedEarly = new Set<number>();
  const receipts = new Map<number, number>();
  const duplicated = new Set<number>();
  const live = new Set<number>();
  /**
   * An operation that is due waits for an account that is free: sent late, though the generator was on time. How late
   * the generator itself was, it says in a note.
   */
  let isOperator = false;
  let slipNoted: Distribution | undefined;
  return {
    on: {
      send(record) {
        if (record.attempt > 1) {
          if (record.observedMicros === undefined) retriedEarly.add(record.id);
          else counts.retriesAfterExpiry++;
        }
        asked(record);
      },
      operation(record) {
        isOperator = true;
        asked(record);
      },
      note(record) {
        const noted = record.values['offered'];
        if (record.about === 'load' && typeof noted === 'number')
          offeredNoted = Math.max(offeredNoted, noted);
        if (record.about === 'slip' && record.client === 'load') slipNoted = distributionOf(record.values);
      },
      open(record) {
        if (record.observer === 'live') live.add(record.stream);
      },
      event(record) {
        if (live.has(record.stream)) counts.events++;
        if (!record.receipt || !retriedEarly.has(record.id)) return;
        const before = receipts.get(record.id);
        if (before === undefined) receipts.set(record.id, record.timestampMicros);
        else if (before !== record.timestampMicros) duplicated.add(record.id);
      },
    },
    finish: () => {
      const seconds = lastDue > firstDue ? (lastDue - firstDue) / 1e6 : 0;
      const rate = (n: number): number => (seconds > 0 ? Math.round((n / seconds) * 100) / 100 : 0);
      return {
        offeredPerSecond: rate(Math.max(offered, offeredNoted)),
        sentPerSecond: rate(counts.sends),
        achievedPerSecond: rate(counts.ok),
        ...counts,
        duplicatesBeforeExpiry: duplicated.size,
        latency: latency.distribution(),
        serviceTime: serviceTime.distribution(),
        slip: isOperator && slipNoted !== undefined ? slipNoted : slip.distribution(),
        errors: Object.fromEntries([...errors].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))),
      };
    },
  };

  function asked(record: Asked): void {
    if (record.purpose !== 'load') return;
    counts.sends++;
    counts[record.outcome]++;
    if (record.attempt === 1) offered++;
    firstDue = Math.min(firstDue, record.dueMicros);
    lastDue = Math.max(lastDue, record.dueMicros);
    slip.add(record.sentMicros - record.dueMicros);
    if (record.outcome === 'ok') {
      latency.add(record.doneMicros - record.dueMicros);
      serviceTime.add(record.doneMicros - record.sentMicros);
      return;
    }
    const named = (record.code ?? 'NO_CODE').slice(0, 64);
    const code = errors.has(named) || errors.size < codesAtMost ? named : 'OTHER';
    errors.set(code, (errors.get(code) ?? 0) + 1);
  }
}

/** A load process's note of a histogram in microseconds; undefined where it is none. */
function distributionOf(values: Readonly<Record<string, unknown>>): Distribution | undefined {
  const { unit, n, max, percentiles, histogram } = values;
  if (unit !== 'us' || typeof n !== 'number' || typeof histogram !== 'string') return undefined;
  const known = typeof percentiles === 'object' && percentiles !== null ? Object.entries(percentiles) : [];
  return {
    n,
    minMs: 0,
    maxMs: typeof max === 'number' ? max / 1000 : 0,
    percentiles: known.flatMap(([name, micros]) =>
      typeof micros === 'number' ? [{ p: Number(name.slice(1)), ms: micros / 1000 }] : [],
    ),
    histogram,
  };
}

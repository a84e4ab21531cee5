import { onAsked } from '../evidence/asked.ts';
import type { Checker } from '../guarantee.ts';
import type { RunVerdict } from '../verdict.ts';

/** Counts of sends by when they were answered; see `sendBuckets`. */
export interface SendBuckets {
  readonly bucketMs: number;
  readonly points: RunVerdict['timeline']['sends'];
  /**
   * When, from `fromMicros` on, `ok` answers were back at 80 % of the rate of the ten seconds before, and
   * stayed so for a second. Null: not before `limitMicros`.
   */
  steadyFrom(fromMicros: number, limitMicros: number): number | null;
}

const bucketsAtMost = 2400;

/**
 * The load over time: sends counted in the bucket in which they were answered, with the worst latency from the due
 * time. Buckets begin at 250 ms; when there are too many, neighbours merge, so that a long run stays small.
 */
export function sendBuckets(): { readonly on: Checker['on']; finish(): SendBuckets } {
  let bucketMs = 250;
  let ok = new Uint32Array(bucketsAtMost);
  let fail = new Uint32Array(bucketsAtMost);
  let info = new Uint32Array(bucketsAtMost);
  let max = new Float32Array(bucketsAtMost);
  let used = 0;
  const halve = (): void => {
    const sum = (list: Uint32Array): Uint32Array<ArrayBuffer> =>
      new Uint32Array(bucketsAtMost).map((_, index) => (list[2 * index] ?? 0) + (list[2 * index + 1] ?? 0));
    ok = sum(ok);
    fail = sum(fail);
    info = sum(info);
    const old = max;
    max = new Float32Array(bucketsAtMost).map((_, index) =>
      Math.max(old[2 * index] ?? 0, old[2 * index + 1] ?? 0),
    );
    used = Math.ceil(used / 2);
    bucketMs *= 2;
  };
  return {
    on: onAsked((record) => {
      if (record.purpose !== 'load') return;
      let index = Math.max(0, Math.floor(record.doneMicros / 1000 / bucketMs));
      while (index >= bucketsAtMost) {
        halve();
        index = Math.floor(record.doneMicros / 1000 / bucketMs);
      }
      const list = record.outcome === 'ok' ? ok : record.outcome === 'fail' ? fail : info;
      list[index] = (list[index] ?? 0) + 1;
      max[index] = Math.max(max[index] ?? 0, (record.doneMicros - record.dueMicros) / 1000);
      used = Math.max(used, index + 1);
    }),
    finish: () => ({
      bucketMs,
      points: Array.from({ length: used }, (_, index) => {
        const any = (ok[index] ?? 0) + (fail[index] ?? 0) + (info[index] ?? 0) > 0;
        return {
          atMs: index * bucketMs,
          ok: ok[index] ?? 0,
          fail: fail[index] ?? 0,
          info: info[index] ?? 0,
          maxMs: any ? Math.round((max[index] ?? 0) * 1000) / 1000 : null,
        };
      }),
      steadyFrom: (fromMicros, limitMicros) =>
        steadyFrom(ok.subarray(0, used), bucketMs, fromMicros, limitMicros),
    }),
  };
}

function steadyFrom(
  ok: Uint32Array,
  bucketMs: number,
  fromMicros: number,
  limitMicros: number,
): number | null {
  const first = Math.ceil(fromMicros / 1000 / bucketMs);
  const before = [
    ...ok.subarray(Math.max(0, first - 1 - Math.ceil(10_000 / bucketMs)), Math.max(0, first - 1)),
  ]
    .filter((count) => count > 0)
    .sort((a, b) => a - b);
  const usual = before[Math.floor(before.length / 2)];
  if (usual === undefined) return null;
  const enough = usual * 0.8;
  const needed = Math.max(1, Math.ceil(1000 / bucketMs));
  let run = 0;
  for (let index = first; index < ok.length && index * bucketMs * 1000 < limitMicros; index++) {
    run = (ok[index] ?? 0) >= enough ? run + 1 : 0;
    if (run === needed) return Math.max(fromMicros, (index + 1 - needed) * bucketMs * 1000);
  }
  return null;
}

import type { RunVerdict } from '@plimsoll/guarantees/verdict';

type Timeline = Pick<RunVerdict['timeline'], 'bucketMs' | 'sends'>;

/** At most `points` buckets: neighbours are summed, the worst latency of them kept, so that no spike goes missing. */
export function downsample(timeline: Timeline, points: number): Timeline {
  const factor = Math.ceil(timeline.sends.length / Math.max(1, points));
  if (factor <= 1) return timeline;
  const sends: Timeline['sends'][number][] = [];
  for (let from = 0; from < timeline.sends.length; from += factor) {
    const group = timeline.sends.slice(from, from + factor);
    const worst = group.flatMap((point) => point.maxMs ?? []);
    sends.push({
      atMs: group[0]?.atMs ?? 0,
      ok: group.reduce((sum, point) => sum + point.ok, 0),
      fail: group.reduce((sum, point) => sum + point.fail, 0),
      info: group.reduce((sum, point) => sum + point.info, 0),
      maxMs: worst.length === 0 ? null : Math.max(...worst),
    });
  }
  return { bucketMs: timeline.bucketMs * factor, sends };
}

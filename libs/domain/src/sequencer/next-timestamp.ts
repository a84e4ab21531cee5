/**
 * The next timestamp of one writer: unique in the domain without coordination, because every writer's
 * timestamps are congruent to its own index modulo the total number of indexes, and strictly rising, because
 * the result always exceeds `lastMicros` (DG-01; facts/domain.md, "Generator").
 *
 * A clock that steps back therefore changes nothing: the writer goes on in steps of `totalNodes`.
 *
 * @param lastMicros the timestamp given before, or the clock when the writer started
 * @param nowMicros the wall clock, microseconds since the epoch
 * @returns microseconds; at most `totalNodes - 1` before or after the clock unless drawn faster than one per
 *   `totalNodes` microseconds
 */
export function nextTimestamp(
  lastMicros: number,
  nowMicros: number,
  nodeIndex: number,
  totalNodes: number,
): number {
  const base = Math.max(nowMicros, lastMicros + totalNodes);
  return base - (base % totalNodes) + nodeIndex;
}

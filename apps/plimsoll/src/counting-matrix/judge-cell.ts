import type { MatrixCell } from '@plimsoll/guarantees/counting-rule/matrix-cells';
import type { MatrixMeasurement } from '@plimsoll/guarantees/counting-rule/matrix-result';

/** A write that was acknowledged. Times are of `performance.now()`, ms. */
export interface Acknowledgement {
  readonly value: string;
  /** Node id of the broker that acknowledged it. */
  readonly broker: number;
  readonly sentAtMs: number;
  readonly atMs: number;
}

/** When a round did what. */
export interface RoundMarks {
  /** The in-sync sets were seen shrunk; undefined where they were not to shrink. */
  readonly shrunkAtMs: number | undefined;
  readonly lostAtMs: number;
  /** The lost site was ordered to start. */
  readonly backAtMs: number;
  /** Elections were ordered. */
  readonly electedAtMs: number;
}

/** What was seen of one cell. */
export interface CellEvidence {
  readonly acknowledged: readonly Acknowledgement[];
  /** The partition just before the loss. */
  readonly before: {
    readonly leader: number | undefined;
    readonly inSync: readonly number[];
    readonly replicas: readonly number[];
  };
  /** Given to consumers while the site was away (where an election is forced: after it); undefined when nobody gave anything. */
  readonly readAway: ReadonlySet<string> | undefined;
  /** Given to consumers in the end, when everything that the leader holds is given. */
  readonly readInTheEnd: ReadonlySet<string> | undefined;
}

/** So many acknowledgements, or so many refusals, make a state believable. */
export const ENOUGH = 10;

/**
 * The last acknowledgements of the lost site, so much before the very last, may be held back by a leader that lacks M: a follower
 * asks again after `replica.fetch.wait.max.ms` at the latest (500 by default). If anything older is not given, it is not readable.
 */
const TAIL_MS = 500;

/** What a cell's evidence amounts to. Pure. A cell whose precondition was not there when the site went is not measured. */
export function judgeCell(
  cell: MatrixCell,
  lostReplicas: readonly number[],
  marks: RoundMarks,
  evidence: CellEvidence,
): MatrixMeasurement {
  const { acknowledged, readInTheEnd, readAway } = evidence;
  const { lostAtMs, shrunkAtMs } = marks;
  const afterwardsAtMs = cell.afterwards === 'comes-back' ? marks.backAtMs : marks.electedAtMs;
  const byLost = (each: Acknowledgement): boolean => lostReplicas.includes(each.broker);
  // The dying leader's last answers may arrive after the kill was ordered.
  const before = acknowledged.filter((each) => byLost(each) && each.atMs < afterwardsAtMs);
  const away = acknowledged.filter((each) => !byLost(each) && each.atMs < marks.backAtMs);
  const shrunk = before.filter(({ sentAtMs }) => shrunkAtMs !== undefined && sentAtMs >= shrunkAtMs);
  const missing = acknowledged.filter(({ value }) => readInTheEnd?.has(value) !== true);
  const blockedUntil = away.find(({ atMs }) => atMs < afterwardsAtMs);
  const resumed = acknowledged.find(({ atMs }) => atMs >= afterwardsAtMs);
  const unread = before.filter(({ value }) => readAway?.has(value) !== true);
  const lastAtMs = before.at(-1)?.atMs ?? 0;
  const notMeasured = why(cell, lostReplicas, evidence, before.length, shrunk.length);
  return {
    cell: cell.id,
    acknowledged: before.length,
    acknowledgedShrunk: shrunk.length,
    lost: missing.length,
    readable: readAway !== undefined && unread.every(({ atMs }) => atMs >= lastAtMs - TAIL_MS),
    writable: away.length > 0,
    blockedMs: blockedUntil === undefined ? null : Math.round(blockedUntil.atMs - lostAtMs),
    ...(blockedUntil !== undefined
      ? {}
      : { resumedMs: resumed === undefined ? null : Math.round(resumed.atMs - afterwardsAtMs) }),
    ...(readAway === undefined || unread.length === 0 ? {} : { heldBack: unread.length }),
    ...(notMeasured === undefined ? {} : { notMeasured }),
  };
}

function why(
  cell: MatrixCell,
  lostReplicas: readonly number[],
  { before, readInTheEnd }: CellEvidence,
  acknowledged: number,
  acknowledgedShrunk: number,
): string | undefined {
  if (readInTheEnd === undefined) return 'the topic could not be read in the end';
  if (before.leader === undefined || !lostReplicas.includes(before.leader)) {
    return `broker ${before.leader ?? 'none'} led when the site went, none of it`;
  }
  const wanted = cell.inSync === 'full' ? before.replicas : lostReplicas;
  if (!sameSet(before.inSync, wanted)) {
    return `in sync when the site went were brokers ${before.inSync.join(', ')}, not ${wanted.join(', ')}`;
  }
  if (acknowledged < ENOUGH) return `only ${acknowledged} writes were acknowledged before the site went`;
  const fills = cell.minInSync <= lostReplicas.length;
  if (cell.inSync === 'shrunk' && fills && acknowledgedShrunk < ENOUGH) {
    return `only ${acknowledgedShrunk} writes were acknowledged by the shrunk set`;
  }
  return undefined;
}

function sameSet(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}

/** What became of the writes that a topic had acknowledged, and of writing on, when a site was lost. */
export type MatrixOutcome = 'kept' | 'blocked' | 'unreadable' | 'lost';

/** One partition when a site is lost: everything that the rule and its two omissions look at (facts/rollup.md, "The counting rule"). */
export interface LostSite {
  /** Replicas in each site; their sum is R. */
  readonly replicas: Readonly<Record<string, number>>;
  /** `min.insync.replicas`: M. */
  readonly minInSync: number;
  readonly lost: string;
  /** All replicas in sync when the last writes were acknowledged; or only those in the lost site, the others having been pushed out before. */
  readonly inSync: 'full' | 'shrunk';
  /** The lost site comes back with its disks; or it is gone for good, and an election is forced among those who are left. */
  readonly afterwards: 'comes-back' | 'forced-election';
  /** Eligible leader replicas (KIP-966), on for new clusters from Kafka 4.1. */
  readonly eligibleLeaders: boolean;
  /** A majority of the controllers is left: without it nobody is elected and no replica leaves the in-sync set. */
  readonly controllersLeft: boolean;
}

/**
 * What must be seen, in the words of the matrix: `lost`, an acknowledged write is gone in the end; `unreadable`, none is gone,
 * but while the site is away nobody can be read from; `blocked`, all can be read and nothing written; `kept`, all can be read and writes
 * go on. Where it blocks, the last writes before the loss may be held back until M is filled (`heldBack` in matrix-result.ts). Pure; shares no code with an operator's own rule, which it may have to contradict.
 */
export function predict(cell: LostSite): MatrixOutcome {
  const there = cell.replicas[cell.lost] ?? 0;
  const left = Object.values(cell.replicas).reduce((sum, count) => sum + count, 0) - there;
  const writable = left >= cell.minInSync ? 'kept' : 'blocked';
  if (there === 0) return cell.controllersLeft ? writable : 'kept';
  if (left === 0) return cell.afterwards === 'comes-back' ? 'unreadable' : 'lost';
  // The leader sits in the lost site, where the preferred one is; nobody may follow it.
  if (!cell.controllersLeft) return 'unreadable';
  // Somebody who is left was in sync: it leads, with everything that was acknowledged.
  if (cell.inSync === 'full') return writable;
  if (cell.minInSync > there) {
    // Nothing was acknowledged while the set was that small: whoever was pushed out has it all, and stays eligible.
    if (cell.eligibleLeaders || cell.afterwards === 'forced-election') return writable;
    return 'unreadable';
  }
  // The last writes are in the lost site alone.
  return cell.afterwards === 'comes-back' ? 'unreadable' : 'lost';
}

/** The elementary rule, without its omissions: lossless ⇔ M > replicas in the lost site; goes on ⇔ the rest can fill M. */
export function countingRule(cell: Pick<LostSite, 'replicas' | 'minInSync' | 'lost'>): {
  readonly lossless: boolean;
  readonly goesOn: boolean;
} {
  const there = cell.replicas[cell.lost] ?? 0;
  const all = Object.values(cell.replicas).reduce((sum, count) => sum + count, 0);
  return { lossless: cell.minInSync > there, goesOn: all - there >= cell.minInSync };
}

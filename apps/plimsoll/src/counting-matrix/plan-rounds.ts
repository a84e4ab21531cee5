import type { MatrixCell } from '@plimsoll/guarantees/counting-rule/matrix-cells';

/** A cell as a topic of one partition in the cluster that all cells share. */
export interface MatrixTopic {
  readonly topic: string;
  readonly cell: MatrixCell;
  /** Node ids, those of the site to be lost first: there the leader sits. */
  readonly assignment: readonly number[];
  /** The part of them that is lost. */
  readonly lostReplicas: readonly number[];
}

/** One loss of a site, which fills the cells of all its topics. */
export interface MatrixRound {
  /** `lose-a shrunk`. */
  readonly id: string;
  readonly lost: string;
  readonly inSync: MatrixCell['inSync'];
  readonly topics: readonly MatrixTopic[];
}

/**
 * Cells as rounds: all that lose the same site with their in-sync sets in the same state are lost at once; what happens to the site
 * afterwards may differ by topic.
 *
 * @param brokers node ids by site; no cell may need more in a site than there are
 */
export function planRounds(
  cells: readonly MatrixCell[],
  brokers: Readonly<Record<string, readonly number[]>>,
): readonly MatrixRound[] {
  const rounds = new Map<string, MatrixTopic[]>();
  for (const cell of cells) {
    const id = roundOf(cell);
    const topics = rounds.get(id) ?? [];
    rounds.set(id, topics);
    topics.push(place(cell, topics.length, brokers));
  }
  return [...rounds].map(([id, topics]): MatrixRound => {
    const { lost, inSync } = (topics[0] as MatrixTopic).cell;
    return { id, lost, inSync, topics };
  });
}

/** The round that fills a cell. */
export function roundOf({ lost, inSync }: MatrixCell): string {
  return `lose-${lost} ${inSync}`;
}

/** Brokers of a site take turns from topic to topic, so that each leads as many. */
function place(
  cell: MatrixCell,
  turn: number,
  brokers: Readonly<Record<string, readonly number[]>>,
): MatrixTopic {
  const replicasIn = (site: string): readonly number[] => {
    const here = brokers[site] ?? [];
    const wanted = cell.replicas[site] ?? 0;
    if (wanted > here.length) {
      throw new RangeError(`${cell.id} needs ${wanted} brokers in site ${site}, which has ${here.length}`);
    }
    return Array.from({ length: wanted }, (_, at) => here[(turn + at) % here.length] as number);
  };
  const lostReplicas = replicasIn(cell.lost);
  const others = Object.keys(cell.replicas).filter((site) => site !== cell.lost);
  return {
    // A topic's name has letters, digits, dots and dashes.
    topic: cell.id.replaceAll('+', '-').replaceAll(' ', '.'),
    cell,
    assignment: [...lostReplicas, ...others.flatMap(replicasIn)],
    lostReplicas,
  };
}

/** A row of the table under "The counting rule" in facts/rollup.md: replicas by site, and M. */
export interface MatrixRow {
  /** As the table writes it: `2+1`. */
  readonly sites: string;
  readonly minInSync: number;
  /** Left out of the matrix, and why. */
  readonly leftOut?: string;
}

const sixBrokers =
  'R = 6: the matrix goes up to five brokers of one cluster, what two cores carry beside a load';

/** The table's rows; those that do not fit say why. */
export const matrixRows: readonly MatrixRow[] = [
  { sites: '1+1', minInSync: 1 },
  { sites: '1+1', minInSync: 2 },
  { sites: '2+1', minInSync: 1 },
  { sites: '2+1', minInSync: 2 },
  { sites: '2+1', minInSync: 3 },
  { sites: '2+2', minInSync: 2 },
  { sites: '2+2', minInSync: 3 },
  { sites: '1+1+1', minInSync: 1 },
  { sites: '1+1+1', minInSync: 2 },
  { sites: '1+1+1', minInSync: 3 },
  { sites: '2+1+1', minInSync: 2 },
  { sites: '2+1+1', minInSync: 3 },
  { sites: '2+2+1', minInSync: 3 },
  { sites: '2+2+2', minInSync: 3, leftOut: sixBrokers },
  { sites: '2+2+2', minInSync: 4, leftOut: sixBrokers },
];

/** Replicas by site, a letter each: `2+1` is two in a and one in b. */
export function replicasOfRow({ sites }: Pick<MatrixRow, 'sites'>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    sites.split('+').map((count, at) => [String.fromCharCode(97 + at), Number(count)]),
  );
}

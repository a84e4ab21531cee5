/** One line of the table: a figure of ours, what it is held against, and whether it got where it should. */
export interface RowResult {
  readonly what: string;
  /** With unit, n and spread, in words for the table. */
  readonly measured: string;
  readonly against: string;
  /** Measured over compared, in one run; null where the row is an absolute figure. */
  readonly ratio: number | null;
  readonly toReach: string;
  /** Null where there is nothing to reach. */
  readonly reached: boolean | null;
  /** How it was measured and what a reader has to know to believe it. */
  readonly notes: readonly string[];
  /** Raw figures: every sample, so that the ratio can be worked out again. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  /** Median fdatasync of 8 KiB before and after, milliseconds; only for durable measurements (HS-14). */
  readonly fsyncMs?: { readonly before: number; readonly after: number };
}

/** A row that was measured, with when and on what. */
export interface StoredRow extends RowResult {
  /** Date and time, ISO 8601. */
  readonly at: string;
  readonly host: string;
  readonly processors: number;
  /** Of the last minute, before and after the row: other work on the host shows here (HS-14). */
  readonly loadAverage: readonly [before: number, after: number];
}

/** What a row is measured with. */
export interface Bench {
  /** Progress for people, one line. */
  readonly say: (line: string) => void;
  /** A folder of this row's own; removed afterwards. */
  readonly scratch: string;
  /** Trials of an outage row that somebody asked for, instead of the row's own number (`--trials`). */
  readonly trials?: number;
}

/** A row of the table: its name is what `--only` takes. */
export interface Row {
  readonly name: string;
  readonly measure: (bench: Bench) => Promise<RowResult>;
}

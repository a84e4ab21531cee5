import type { PaintTarget } from './paint.ts';
import { liveProgress } from './progress-live.ts';
import { plainProgress } from './progress-plain.ts';

/** What the view needs of the load; `LoadStatus` of libs/load fits. Times in milliseconds. */
export interface ProgressLoad {
  readonly offered: number;
  readonly ok: number;
  readonly fail: number;
  readonly info: number;
  readonly inFlight: number;
  readonly acknowledged: number;
  readonly ratePerSecond: number;
  readonly worstMs: number;
}

/** What it needs of the watch; `WatchStatus` of libs/load fits. Probe keys are `write|<site>|<instance>` or `read|…`. */
export interface ProgressWatch {
  readonly probes: Readonly<Record<string, { readonly ok: boolean; readonly atMicros: number }>>;
  readonly health: Readonly<Record<string, { readonly ready: boolean | null; readonly atMicros: number }>>;
}

/** A run, told as it goes. Every method may be called at any time and as often as one likes. */
export interface Progress {
  /** A new phase of the run begins: its name and a few words on it. */
  phase(name: string, words: string): void;
  /** A step of a fault (`planned`, `applied`, `bit`, `healing`, `healed` …), what was seen, how long it stays on. */
  fault(step: string, fault: string, target: string, words: string, holdMs?: number): void;
  /** Counts and states so far; about four times a second. */
  status(load: ProgressLoad, watch: ProgressWatch): void;
  /** Something to keep in view: it stays on the terminal, above the live part. */
  line(words: string): void;
  /** The end: the live part goes, the terminal is as it was. Later calls do nothing. */
  done(): void;
}

/** Where progress is written; `process.stderr` fits. */
export interface ProgressStream extends PaintTarget {
  write(text: string): unknown;
}

/** For tests. */
export interface ProgressOptions {
  /** Milliseconds of a clock that only rises. */
  readonly now?: () => number;
  /** Time between two redraws of the live view; 0: only when something is told. */
  readonly redrawMs?: number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A live view of several lines on a terminal, plain lines with the time elsewhere (and where TERM is `dumb`). */
export function createProgress(stream: ProgressStream, options: ProgressOptions = {}): Progress {
  const environment = options.environment ?? process.env;
  const live = stream.isTTY === true && environment['TERM'] !== 'dumb' && !environment['CI'];
  return live ? liveProgress(stream, options) : plainProgress(stream, options);
}

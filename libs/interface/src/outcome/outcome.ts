/**
 * How a call ended, as the caller may believe it: `ok` it happened, `fail` it certainly did not, `info` it
 * may have. Anything not known to be definite is `info` (design, "Outcomes"; Jepsen's completion types).
 */
export type Outcome = 'ok' | 'fail' | 'info';

/**
 * One row of a system's error table: a stable code, the HTTP status that carries it, and whether a caller
 * who sees it may conclude that nothing happened.
 */
export interface ErrorDescriptor {
  /** Stable, upper case, e.g. `SEQUENCER_OVERLOADED`. Tests and clients match on this, never on text. */
  readonly code: string;
  readonly httpStatus: number;
  /** `definite`: it did not happen and never will. `indefinite`: it may have happened, or may yet. */
  readonly certainty: 'definite' | 'indefinite';
  readonly title: string;
  /** What happened, why, and what the caller can do. */
  readonly description: string;
}

/** The body that every error reply carries, whatever the system. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

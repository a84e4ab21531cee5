import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord, RecordKind, RecordOf } from '@plimsoll/history/record';

/** What a guarantee may know beside the records: the plan in short. */
export interface JudgeContext {
  readonly system: string;
  readonly members: readonly { readonly name: string; readonly enabled: boolean }[];
  readonly nodes: readonly { readonly name: string; readonly site: string }[];
  readonly gateways: readonly { readonly name: string; readonly site: string }[];
  readonly sites: readonly string[];
  readonly capabilities: readonly string[];
  readonly bounds: {
    readonly takeOverMs: number;
    readonly hostLostMs: number;
    readonly drainMs: number;
    readonly notReadyMs: number;
    readonly recoveryMs: number;
  };
  readonly timers: Readonly<Record<string, number>>;
  /** Number of dense message ids, so that checkers can use typed arrays. */
  readonly messageCount: number;
  /** Where a record stands, for witnesses. Valid during a handler call. */
  readonly position: () => Position;
  /** The same as one number, to be kept by the million; `positionOf` turns it back. */
  readonly place: () => number;
  readonly positionOf: (place: number) => Position;
  /** The plan in full, for the few that need a trial's class or the load's settings. */
  readonly plan: Plan;
  /**
   * Facts that several guarantees need (which events were shown, which sends were made): built once a run by `make`,
   * and fed each record before any checker sees it.
   */
  readonly evidence: <E extends Evidence>(make: (context: JudgeContext) => E) => E;
}

/** Facts gathered in the same pass as the checkers, shared by them. Draws no conclusions. */
export interface Evidence {
  readonly on: Checker['on'];
}

/** `history/<file>.ndjson:<line>`, lines counted from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
}

/** The smallest evidence of a violation, in prose, pointing into the history. */
export interface Witness {
  /** One to four sentences that a reader who knows the rules accepts, with the values. */
  readonly prose: string;
  readonly positions: readonly Position[];
  /** When on the run clock, for the timeline. */
  readonly atMicros?: number;
}

export type Verdict = 'PASS' | 'FAIL' | 'INCONCLUSIVE' | 'INVALID';

/** What one guarantee found. */
export interface Finding {
  readonly verdict: Verdict | 'NOT_TESTED';
  /** How many things were checked: the n of "0 violations in n". */
  readonly checked: number;
  /** Number of violations; `witnesses` holds the smallest few. */
  readonly violations: number;
  readonly witnesses: readonly Witness[];
  /** One line of reason beside the verdict. */
  readonly reason: string;
  /** Counts worth printing, e.g. { duplicatesBeforeExpiry: 3 }. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** One streaming pass. Handlers are called in judging order (history/layout.ts); then `finish` once. */
export interface Checker {
  readonly on: { readonly [K in RecordKind]?: (record: RecordOf<K>) => void };
  finish(): Finding;
}

/**
 * A promise, as source (HR-09): one file each in `catalogue/`, default export; the folder is the registry.
 * `check` is pure: no clock, no I/O.
 */
export interface Guarantee {
  /** Stable id and file name, kebab case, says what it promises: `no-acknowledged-send-lost`. */
  readonly id: string;
  readonly title: string;
  /** The promise in full, as quoted in failure messages. */
  readonly text: string;
  readonly source: { readonly document: string; readonly heading: string };
  /** Rules of facts/domain.md (DG-) or facts/rollup.md (RG-) it watches. */
  readonly rules: readonly string[];
  readonly level: 'MUST' | 'SHOULD' | 'INFORMATIONAL';
  readonly kind: 'safety' | 'liveness';
  /** `any` reads the common envelope only. */
  readonly system: 'sequencer' | 'operator' | 'any';
  readonly needs: readonly string[];
  /** Faults that exercise it (names), for the catalogue page. */
  readonly exercisedBy: readonly string[];
  check(context: JudgeContext): Checker;
}

export type { HistoryRecord };

import type { Finding, Verdict } from './guarantee.ts';

/** One trial of a fault as the report shows it. Times in milliseconds; `null` where it never came (censored). */
export interface TrialResult {
  readonly trial: number;
  readonly fault: string;
  readonly title: string;
  readonly class: string;
  readonly mode: string;
  readonly target: string;
  readonly touches: readonly string[];
  /** tested: bit and healed with receipts. invalid: no receipt. n/a and not tested carry a reason. */
  readonly state: 'tested' | 'invalid' | 'n/a' | 'not tested';
  readonly reason?: string;
  readonly receipts: readonly { readonly step: string; readonly atMicros: number; readonly words: string }[];
  readonly plannedMicros?: number;
  readonly appliedMicros?: number;
  readonly healedMicros?: number;
  /** Longest time without a successful probe overlapping the fault, over the series that the fault does not touch directly; HS-06. */
  readonly writeOutageMs?: Outage;
  readonly readOutageMs?: Outage;
  /** The same at the touched instances (they are down by intent, until healed). */
  readonly touchedOutageMs?: Outage;
  /** Back without human action (before `heal` where the fault is undone by the environment anyway: after it). */
  readonly comesBackAlone?: boolean;
  /** First ready after heal, of the touched instances, ms after heal. */
  readonly rejoinedMs?: number | null;
  /**
   * Acknowledged sends missing from the final reads, booked to the trial that was on when the acknowledgement
   * came, else to the next one after it, else to the last.
   */
  readonly lost: number;
  /** Guarantees that this fault voids by its nature (plan: mustBreak, mayBreak): a rolled-back store loses. */
  readonly voids?: readonly string[];
  /** Phases of the outage at untouched series, ms after the fault was applied; null: not seen. HS-06. */
  readonly phases?: {
    /** First health poll of a touched instance that was not ready or not answered. */
    readonly detectMs: number | null;
    /** First of the stalled write series succeeds again; null when none stalled. */
    readonly firstSuccessMs: number | null;
    /** The last of the stalled series (write or read) succeeds again. */
    readonly allBackMs: number | null;
    /** Rate of `ok` sends back at 80 % of the rate before the fault, for one second. */
    readonly steadyMs: number | null;
  };
}
export interface Outage {
  readonly ms: number;
  /** It had not ended when the trial did: "greater than". */
  readonly censored: boolean;
  /** Period of the probe stream: the resolution. */
  readonly resolutionMs: number;
  readonly series: string;
  readonly fromMicros: number;
  readonly toMicros: number;
}

export interface GuaranteeResult {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly level: string;
  readonly kind: string;
  readonly rules: readonly string[];
  readonly source: { readonly document: string; readonly heading: string };
  readonly finding: Finding;
}

export interface Distribution {
  readonly n: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** Only those the sample carries (HS-05). */
  readonly percentiles: readonly { readonly p: number; readonly ms: number }[];
  /** hdr-histogram-js compressed, base64. */
  readonly histogram: string;
}

/** verdict.json: everything that a report shows, recomputed from the bytes by `judge`. No field depends on when or where it was judged. */
export interface RunVerdict {
  readonly plimsoll: 1;
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1 | 2 | 3;
  /** One sentence. */
  readonly reason: string;
  readonly subject: {
    readonly name: string;
    readonly version: string;
    readonly profile?: string;
    readonly digest: string;
    readonly mutant?: string;
  };
  readonly scenario: string;
  readonly seed: string;
  readonly guarantees: readonly GuaranteeResult[];
  readonly trials: readonly TrialResult[];
  /** Reasons for INVALID or INCONCLUSIVE that are not a guarantee's: lateness, load floor, receipts, observers, damaged evidence, leftovers, bypasses. */
  readonly validity: readonly {
    readonly check: string;
    readonly ok: boolean;
    readonly verdict?: 'INVALID' | 'INCONCLUSIVE' | 'FAIL';
    readonly words: string;
    readonly positions?: readonly { readonly file: string; readonly line: number }[];
  }[];
  readonly cells: readonly {
    readonly fault: string;
    readonly target: string;
    readonly phase: string;
    readonly state: 'tested' | 'n/a' | 'not tested';
    readonly why?: string;
    readonly hits: number;
  }[];
  /** "sometimes" conditions (HR-12). */
  readonly sometimes: readonly {
    readonly id: string;
    readonly text: string;
    readonly hits: number;
    readonly required: boolean;
  }[];
  readonly load: {
    readonly offeredPerSecond: number;
    readonly sentPerSecond: number;
    readonly achievedPerSecond: number;
    readonly sends: number;
    readonly ok: number;
    readonly fail: number;
    readonly info: number;
    readonly events: number;
    readonly retriesAfterExpiry: number;
    readonly duplicatesBeforeExpiry: number;
    readonly latency: Distribution;
    readonly serviceTime: Distribution;
    readonly slip: Distribution;
    readonly errors: Readonly<Record<string, number>>;
  };
  /** What the chain saw of an operator; left out for systems without a chain. */
  readonly chain?: {
    readonly batches: number;
    readonly operations: number;
    /** Of accepted batches, and of submissions that were mined and reverted: wasted. */
    readonly gasUsed: number;
    readonly gasWasted: number;
    readonly reverted: number;
    /** Accepted batches by submitter. */
    readonly submitters: Readonly<Record<string, number>>;
    readonly deposits: number;
    readonly acknowledged: number;
    readonly executed: number;
    readonly rejected: Readonly<Record<string, number>>;
    /** From the acknowledgement of an operation to the first sight of the block that holds its batch. */
    readonly acceptedToChain: Distribution;
    /** Blocks that were seen with two hashes. */
    readonly reorganised: number;
  };
  /** For charts, one point a bucket: run clock ms, counts by outcome, latency p50/max; lanes a node. */
  readonly timeline: {
    readonly bucketMs: number;
    readonly sends: readonly {
      readonly atMs: number;
      readonly ok: number;
      readonly fail: number;
      readonly info: number;
      readonly maxMs: number | null;
    }[];
    readonly lanes: readonly {
      readonly name: string;
      readonly spans: readonly {
        readonly fromMs: number;
        readonly toMs: number;
        readonly state: 'ready' | 'not ready' | 'no answer' | 'paused' | 'down';
      }[];
    }[];
    readonly faults: readonly {
      readonly trial: number;
      readonly fault: string;
      readonly target: string;
      readonly fromMs: number;
      readonly toMs: number;
    }[];
    readonly phases: readonly { readonly phase: string; readonly atMs: number }[];
  };
  readonly records: { readonly judged: number; readonly recorded: number };
}

import type { OperatorCapability } from '@plimsoll/interface/operator/capability';
import type { SequencerCapability } from '@plimsoll/interface/sequencer/capability';
import type { CaseContext } from './context.ts';

/**
 * One deterministic check of the interface, without faults. One file each in `cases/<system>/` (`cases/any/` for all systems),
 * default export, named after its id; the folder is the registry. A case checks *which* answer came, not only that one came.
 */
export interface ConformanceCase<Context = CaseContext> {
  /** Stable, kebab case, the file's name. */
  readonly id: string;
  readonly title: string;
  /** What is done and what must come of it, for somebody whose subject fails it. */
  readonly text: string;
  /** Cases DC of facts/domain.md, or guarantees RG of facts/rollup.md, that it covers, whole or in part. */
  readonly covers: readonly string[];
  readonly level: 'MUST' | 'SHOULD';
  /** `each`: run against every node and gateway by itself. `system`: run once, against all of them. */
  readonly scope: 'each' | 'system';
  /** Only if claimed. */
  readonly capability?: SequencerCapability | OperatorCapability;
  /** Only if *not* claimed: what is not claimed must be refused. */
  readonly without?: SequencerCapability | OperatorCapability;
  readonly needs?: 'two nodes' | 'a gateway';
  /** Takes seconds, all of them waiting: run beside the others. */
  readonly slow?: true;
  /** Resolves to one line that says what was seen; throws `Violation`, or `NotApplicable` with the reason. */
  check(context: Context): Promise<string>;
}

/** How a case ended. `evidence` holds the exchanges that matter, in words, with values. */
export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly level: 'MUST' | 'SHOULD';
  readonly covers: readonly string[];
  readonly state: 'pass' | 'fail' | 'n/a';
  /** One sentence: what was seen, what is wrong, or why it does not apply. */
  readonly words: string;
  readonly evidence: readonly string[];
  readonly tookMs: number;
}

import { buildBatch, type BuiltBatch } from '@plimsoll/rollup/build-batch';
import { judgeFinal } from '@plimsoll/rollup/judge-final';
import { soundRules, type ExecutionRules } from '@plimsoll/rollup/execution-rules';
import { whoseTurn } from '@plimsoll/rollup/whose-turn';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { judgeHealth } from './engine/judge-health.ts';
import { maySubmit } from './engine/may-submit.ts';
import type { Outcomes } from './engine/outcomes.ts';
import { judgeFlight } from './submit/judge-flight.ts';

/**
 * The rules that an engine is composed of, each replaceable alone: a broken operator replaces exactly one
 * (chaos/mutants); the engine itself has no switch for it.
 */
export interface EngineParts {
  /** RG-05 to RG-09, RG-20: what may be executed. */
  readonly rules: ExecutionRules;
  /** RG-03, RG-08: how an operation ends on what is final. */
  readonly judgeFinal: typeof judgeFinal;
  /** What goes into a batch. */
  readonly buildBatch: typeof buildBatch;
  /** RG-12, RH-26: what to do about a batch that was sent. */
  readonly judgeFlight: typeof judgeFlight;
  /** Whose turn it is to submit. */
  readonly whoseTurn: typeof whoseTurn;
  /** RG-13, RG-14: whether to build on what was read. */
  readonly maySubmit: typeof maySubmit;
  /** RG-12: what to do with the operations of a batch that lost its race; they are in the book until they have an outcome. */
  readonly afterLoss: (lost: BuiltBatch, outcomes: Outcomes) => void;
  /** RH-22: what to do with an operation whose execution throws. */
  readonly onPoison: (hash: Hex, outcomes: Outcomes) => void;
  /** RG-16: why an engine is not ready. */
  readonly judgeHealth: typeof judgeHealth;
}

/** The rules as they are. */
export const referenceParts: EngineParts = {
  rules: soundRules,
  judgeFinal,
  buildBatch,
  judgeFlight,
  whoseTurn,
  maySubmit,
  // They are built into the next batch on the winner's state, those that it included left out.
  afterLoss: () => undefined,
  onPoison: (hash, outcomes) => outcomes.quarantine(hash),
  judgeHealth,
};

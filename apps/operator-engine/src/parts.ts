import { buildBatch } from '@plimsoll/rollup/build-batch';
import { soundRules, type ExecutionRules } from '@plimsoll/rollup/execution-rules';
import { whoseTurn } from '@plimsoll/rollup/whose-turn';
import { judgeHealth } from './engine/judge-health.ts';
import { judgeFlight } from './submit/judge-flight.ts';

/**
 * The rules that an engine is composed of, each replaceable alone: a broken operator replaces exactly one
 * (chaos/mutants); the engine itself has no switch for it.
 */
export interface EngineParts {
  /** RG-05 to RG-09, RG-20: what may be executed. */
  readonly rules: ExecutionRules;
  /** What goes into a batch. */
  readonly buildBatch: typeof buildBatch;
  /** RG-12, RH-26: what to do about a batch that was sent. */
  readonly judgeFlight: typeof judgeFlight;
  /** Whose turn it is to submit. */
  readonly whoseTurn: typeof whoseTurn;
  /** RG-16: why an engine is not ready. */
  readonly judgeHealth: typeof judgeHealth;
}

/** The rules as they are. */
export const referenceParts: EngineParts = {
  rules: soundRules,
  buildBatch,
  judgeFlight,
  whoseTurn,
  judgeHealth,
};

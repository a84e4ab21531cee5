import type { Turn } from '@plimsoll/rollup/whose-turn';

/** What an engine knows when it asks itself whether to build a batch. */
export interface SubmitFacts {
  /** Near the chain's head: a batch on an old state would only lose (RH-9, RG-13). */
  readonly caughtUp: boolean;
  /** What was final is gone, or the chain holds what the rules do not lead to (RG-14). */
  readonly alarm: string | undefined;
  /** Batches that are accepted and not final, and how many may be (`smart_contract_max_offset`). */
  readonly notFinal: number;
  readonly notFinalMax: number;
  readonly turn: Turn;
}

/** Whether a batch may be built and submitted now. */
export function maySubmit({ caughtUp, alarm, notFinal, notFinalMax, turn }: SubmitFacts): boolean {
  return caughtUp && alarm === undefined && notFinal < notFinalMax && turn.submit;
}

import type { ConsumerState } from '@plimsoll/kafka-client/consumer';

/** How the readers stand. */
export interface ReadingFacts {
  readonly own: Pick<ConsumerState, 'caughtUp' | 'silentMs' | 'lag' | 'trouble'>;
  readonly hearing: Pick<ConsumerState, 'caughtUp' | 'silentMs' | 'lag' | 'trouble'>;
  readonly copies: readonly { readonly topics: string; readonly behind: boolean }[];
}

/** Why an instance is not ready, though it would accept. */
export type JudgeReading = (facts: ReadingFacts) => string[];

/** Records that a reader under load is always behind by. */
const lagMax = 5000;

/**
 * Ready only when caught up (RG-16): with the own topic, the engine's news and the copies. A cluster of others that cannot
 * be reached is no reason: the loss of a site must not stop the rest (RG-19).
 */
export const judgeReading: JudgeReading = ({ own, hearing, copies }) => {
  const reasons: string[] = [];
  for (const [name, state] of [
    ['own topic', own],
    ["engine's topics", hearing],
  ] as const) {
    if (state.trouble !== undefined) reasons.push(`${name}: ${state.trouble}`);
    else if (state.silentMs > 7000) reasons.push(`${name}: silent for ${Math.round(state.silentMs)} ms`);
    else if (!state.caughtUp && state.lag > lagMax) reasons.push(`${name}: ${state.lag} records behind`);
  }
  for (const { topics, behind } of copies) if (behind) reasons.push(`copying ${topics}: behind`);
  return reasons;
};

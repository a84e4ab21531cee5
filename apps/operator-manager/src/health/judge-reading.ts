import type { ConsumerState } from '@plimsoll/kafka-client/consumer';

type Standing = Pick<ConsumerState, 'wasCaughtUp' | 'silentMs' | 'lag' | 'trouble'>;

/** How the readers stand. */
export interface ReadingFacts {
  readonly own: Standing;
  readonly hearing: Standing;
  readonly copies: readonly { readonly topics: string; readonly behind: boolean }[];
}

/** Why an instance is not ready, though it would accept. */
export type JudgeReading = (facts: ReadingFacts) => string[];

/** Records that a reader under load is always behind by. */
const lagMax = 5000;
/** A reader that starts over after a broker was lost needs some seconds, in which nothing else has to stop. */
const patienceMs = 10_000;

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
    if (!state.wasCaughtUp) reasons.push(`${name}: ${state.trouble ?? 'not read to the end yet'}`);
    else if (state.silentMs > patienceMs)
      reasons.push(`${name}: silent for ${Math.round(state.silentMs)} ms`);
    else if (state.lag > lagMax) reasons.push(`${name}: ${state.lag} records behind`);
  }
  for (const { topics, behind } of copies) if (behind) reasons.push(`copying ${topics}: behind`);
  return reasons;
};

/** What acceptance is judged from; ages in milliseconds, by the monotonic clock. */
export interface HealthFacts {
  readonly stopping: boolean;
  /** `gone`: nobody listens at its address, which needs no waiting to be sure of. */
  readonly engine: {
    readonly readyAgeMs: number;
    readonly gone: boolean;
    readonly reasons: readonly string[];
  };
  /** What the brokers say against a write to the own topic. */
  readonly ownTopicTrouble: string | undefined;
  /** How long the longest-waiting write to the own topic has waited. */
  readonly ownTopicStuckMs: number;
  readonly databaseTrouble: string | undefined;
  /** Records lost before they were read. */
  readonly gaps: readonly string[];
}

/** Why an instance neither is ready nor accepts; empty when it does. */
export type JudgeHealth = (facts: HealthFacts, notReadyAfterMs: number) => string[];

/** Ready means making progress (RG-16): engine with its prover and chain, own topic, database. */
export const judgeHealth: JudgeHealth = (facts, notReadyAfterMs) => {
  const reasons: string[] = [];
  if (facts.stopping) reasons.push('stopping');
  if (facts.engine.gone || facts.engine.readyAgeMs > notReadyAfterMs)
    reasons.push(`engine: ${facts.engine.reasons.join('; ') || 'not ready'}`);
  if (facts.ownTopicTrouble !== undefined) reasons.push(`own topic: ${facts.ownTopicTrouble}`);
  if (facts.ownTopicStuckMs > notReadyAfterMs)
    reasons.push(`own topic: no write was acknowledged for ${Math.round(facts.ownTopicStuckMs)} ms`);
  if (facts.databaseTrouble !== undefined) reasons.push(`database: ${facts.databaseTrouble}`);
  return [...reasons, ...facts.gaps];
};

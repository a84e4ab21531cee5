import type { HealthFacts } from './judge-health.ts';
import type { ReadingFacts } from './judge-reading.ts';

/**
 * Whether an instance that is not ready answers reads all the same, so that a gateway without a ready one may ask it: what it
 * was told is in its database, and it had been told everything once since it started. A topic that takes no writes, an engine
 * that is away and a cluster that cannot be reached leave it with what is final already, which stays final (RG-14, RG-15); what
 * only the engine can answer is refused by name.
 */
export function servesReads(
  { stopping, databaseTrouble }: Pick<HealthFacts, 'stopping' | 'databaseTrouble'>,
  { own, hearing }: Pick<ReadingFacts, 'own' | 'hearing'>,
): boolean {
  return !stopping && databaseTrouble === undefined && own.wasCaughtUp && hearing.wasCaughtUp;
}

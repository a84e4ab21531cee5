/**
 * A Solidity source with pieces replaced. Throws where a piece is not there: a mutant that changes nothing would be a
 * sound operator that nobody notices.
 */
export function withoutChecks(source: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the contract has no "${from}" to be replaced`);
    return text.replace(from, to);
  }, source);
}

import { operatorTiers } from './operator-tiers.ts';
import { operatorCells } from './operator-cells.ts';
import { requiredCells, type RequiredCell } from './required-cells.ts';
import { tiers, type Tier } from './tiers.ts';

/** What a tier is for subjects of one system: its scenarios in order, and the cells that it has to have tested. */
export function tierOf(
  system: string,
  tier: Tier,
): { readonly scenarios: readonly string[]; readonly cells: readonly RequiredCell[] } {
  return system === 'operator'
    ? { scenarios: operatorTiers[tier], cells: operatorCells[tier] }
    : { scenarios: tiers[tier], cells: requiredCells[tier] };
}

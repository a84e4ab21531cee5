import type { TestbedOptions } from '../testbed.ts';

/** The operator that a site's instances are of; a scenario without several has one only. */
export function operatorOf(chain: TestbedOptions['chain'], site: string): number {
  return chain?.operatorIds?.[site] ?? 1;
}

/**
 * Whether the instances of two sites are of one operator: then they know each other's addresses and topics. Operators of one rollup meet at
 * the contract alone (sources/rollup-ha.txt, the first note; RG-20).
 */
export function ofOneOperator(chain: TestbedOptions['chain'], one: string, other: string): boolean {
  return operatorOf(chain, one) === operatorOf(chain, other);
}

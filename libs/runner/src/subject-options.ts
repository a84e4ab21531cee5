import type { Plan } from '@plimsoll/history/plan';
import type { GenesisAccount } from '@plimsoll/interface/operator/accounts';
import type { TestbedOptions } from '@plimsoll/testbed/testbed';

/** The operator id of a subject whose scenario says nothing of several. */
const operatorId = 1;
/** The chain's own coin (operator/contract-abi.ts). */
const coin = '0';

/** What a testbed is told of a plan: its topology, who takes part, and what they own. */
export function subjectOptions(
  plan: Pick<Plan, 'scenario' | 'members' | 'genesis'>,
): Pick<TestbedOptions, 'sites' | 'instances' | 'postgres' | 'members' | 'accounts' | 'chain'> {
  const { sites, instances, postgres, chain } = plan.scenario.topology;
  return {
    sites,
    instances,
    postgres,
    members: plan.members.map(({ name, publicKey, enabled }) => ({ name, publicKey, enabled })),
    ...(chain === undefined ? {} : { chain }),
    ...(plan.genesis === undefined ? {} : withFunds(plan.genesis, chain)),
  };
}

function withFunds(
  genesis: NonNullable<Plan['genesis']>,
  chain: Plan['scenario']['topology']['chain'],
): Pick<TestbedOptions, 'accounts' | 'chain'> {
  const wei = genesis.reduce((sum, { balances }) => sum + BigInt(balances[coin] ?? 0), 0n);
  return {
    // Made by a driver of ours, or read from a plan that its schema has checked.
    accounts: { operatorId, accounts: genesis as readonly GenesisAccount[] },
    chain: { ...chain, genesisWei: wei.toString() },
  };
}

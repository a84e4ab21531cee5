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
): Pick<TestbedOptions, 'sites' | 'instances' | 'postgres' | 'members' | 'accounts' | 'chain' | 'kafka'> {
  const { sites, instances, postgres, chain } = plan.scenario.topology;
  return {
    sites,
    instances,
    postgres,
    members: plan.members.map(({ name, publicKey, enabled }) => ({ name, publicKey, enabled })),
    ...(chain === undefined ? {} : { chain }),
    ...kafkaOptions(plan.scenario.topology),
    ...(plan.genesis === undefined ? {} : withFunds(plan.genesis, chain)),
  };
}

/** How brokers stand: in each site a cluster of its own, unless the scenario says otherwise. */
function kafkaOptions(topology: Plan['scenario']['topology']): Pick<TestbedOptions, 'kafka'> {
  const { kafka: shape = 'site-clusters', kafkaBrokers, kafkaTopics, kafkaReplicaLagMs } = topology;
  return {
    kafka: {
      shape,
      ...(kafkaBrokers === undefined ? {} : { brokers: kafkaBrokers }),
      ...(kafkaTopics === undefined ? {} : { topics: kafkaTopics }),
      ...(kafkaReplicaLagMs === undefined ? {} : { replicaLagMs: kafkaReplicaLagMs }),
    },
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

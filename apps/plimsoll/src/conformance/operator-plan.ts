import { fuzzOperator } from '@plimsoll/conformance/operator/fuzz/fuzz-operator';
import { runOperatorConformance } from '@plimsoll/conformance/operator/run-operator';
import type { OperatorAccount, OperatorTarget } from '@plimsoll/conformance/operator/target';
import type { GenesisAccount } from '@plimsoll/interface/operator/accounts';
import { nativeToken } from '@plimsoll/interface/operator/contract-abi';
import { rollupId } from '@plimsoll/interface/operator/operation-hash';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { createAccount } from '@plimsoll/load/operator/create-accounts';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { endpointsServing } from './endpoints-serving.ts';
import type { ConformancePlan } from './conformance-plan.ts';

/** What each account starts with, in wei. */
const funds = 10n ** 9n;
/** Accounts of the operator under test; one more belongs to another. */
const ownAccounts = 3;
const operatorId = 1;

/** An operator of one instance in each of two sites, active side by side; each topic with a replica in both. */
export function operatorPlan({ capabilities }: Manifest): ConformancePlan {
  const accounts = Array.from({ length: ownAccounts + 1 }, (_, id): OperatorAccount => {
    const { publicKey, privateKeyPem } = createAccount(`account-${id}`);
    return { id, publicKey: publicKey as Hex, privateKeyPem };
  });
  const genesis = accounts.map(({ id, publicKey }): GenesisAccount => ({
    id,
    publicKey,
    operatorId: id < ownAccounts ? operatorId : operatorId + 1,
    balances: { [nativeToken]: funds.toString() },
  }));
  const target = (testbed: Testbed): OperatorTarget => {
    const chain = testbed.chain;
    if (chain === undefined) throw new Error('an operator has a chain (manifest, needs)');
    return {
      nodes: endpointsServing(testbed, 'node'),
      gateways: endpointsServing(testbed, 'gateway'),
      capabilities,
      rollup: rollupId(chain.chainId, chain.contract as Hex),
      accounts: accounts.slice(0, ownAccounts),
      foreign: accounts.at(-1) as OperatorAccount,
      endWithinMs: 60_000,
      ended: () => testbed.instances.filter((each) => each.state === 'exited').map((each) => each.name),
    };
  };
  return {
    testbed: {
      members: [],
      accounts: { operatorId, accounts: genesis },
      chain: { genesisWei: (funds * BigInt(accounts.length)).toString() },
      kafka: { shape: 'site-clusters', topics: { replication: 2, minInSyncReplicas: 2 } },
    },
    check: (testbed, options) => runOperatorConformance(target(testbed), options),
    fuzz: (testbed, options) => fuzzOperator(target(testbed), options),
  };
}

import { join } from 'node:path';
import { layout } from '@plimsoll/history/layout';
import type { ClientPlan, ReadableChain, ReadableTopic } from '@plimsoll/load/client';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { endpointsOf } from './endpoints.ts';
import type { RunOptions } from './run.ts';

/** What the client processes of a run are told: whom they are, where everything is, and how the load shall be. */
export async function clientPlan(
  options: Pick<RunOptions, 'plan' | 'members' | 'outDirectory'>,
  runStartNanos: bigint,
  testbed: Testbed,
): Promise<ClientPlan> {
  const { plan } = options;
  const topics = topicsOf(testbed);
  const chain = await chainOf(testbed);
  const operatorIds = plan.scenario.topology.chain?.operatorIds;
  return {
    runStartNanos: runStartNanos.toString(),
    seed: plan.seed,
    members: options.members,
    endpoints: endpointsOf(testbed),
    sites: testbed.sites,
    capabilities: plan.subject.capabilities,
    load: plan.scenario.load,
    ...(plan.genesis === undefined ? {} : { genesis: plan.genesis }),
    ...(operatorIds === undefined ? {} : { operatorIds }),
    ...(topics === undefined ? {} : { topics }),
    ...(chain === undefined ? {} : { chain }),
    historyDirectory: join(options.outDirectory, layout.history),
  };
}

function topicsOf({ kafka }: Testbed): readonly ReadableTopic[] | undefined {
  return kafka?.topics.map(({ topic, name, owner, site, assignment }) => ({
    topic,
    name,
    ...(owner === undefined ? {} : { owner }),
    ...(site === undefined ? {} : { site }),
    partitions: assignment.length,
    brokers: [...kafka.clusterOfTopic(topic).probeBootstrap],
  }));
}

async function chainOf({ chain }: Testbed): Promise<ReadableChain | undefined> {
  if (chain === undefined) return undefined;
  const { privateKey } = await chain.fundedKey('load');
  const { probeUrl: url, chainId, contract } = chain;
  return { url, chainId, contract, key: privateKey };
}

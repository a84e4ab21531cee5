import { Problem } from '@plimsoll/interface/problem/problem';
import type { BrokerListeners } from '../services/kafka/broker-properties.ts';
import type { KafkaShape } from '../services/kafka/kafka-service.ts';
import { planClusters, type BrokerPlan, type ClusterPlan } from '../services/kafka/plan-clusters.ts';
import type { Address, TestbedOptions } from '../testbed.ts';
import type { AddressPlan } from './address-plan.ts';
import { freePort } from './free-port.ts';
import type { Endpoint } from './lay-out.ts';

/** Where one broker listens and how it is reached. */
export interface KafkaBrokerLayout {
  readonly plan: BrokerPlan;
  readonly listeners: BrokerListeners;
  /** Its listeners that are reached through links. */
  readonly endpoints: readonly Endpoint[];
  readonly addressFrom: (site: string) => Address;
  /** Where brokers in a site dial it. */
  readonly replicationFrom: (site: string) => Address;
  readonly hostFrom: (site: string) => string;
}

/** All brokers of a testbed, before any runs. */
export interface KafkaLayout {
  readonly shape: KafkaShape;
  readonly clusters: readonly ClusterPlan[];
  readonly brokers: readonly KafkaBrokerLayout[];
}

/** The name of the proxies that lead to what other brokers fetch from. */
export function brokerListenerOf(broker: string): string {
  return `${broker}.broker`;
}

/**
 * Gives every broker an address of its own and a port for each listener: one a site for clients, one for brokers, one for
 * controllers, one for probes. A listener is proxied only from where it is dialled.
 */
export async function layOutKafka(
  { manifest, sites, kafka }: TestbedOptions,
  plan: AddressPlan,
  taken: Set<number>,
): Promise<KafkaLayout | undefined> {
  if (!manifest.needs.some((need) => need.kind === 'kafka')) return undefined;
  const { shape = 'site-clusters', brokers: brokersBySite } = kafka ?? {};
  if (shape === 'none') {
    throw new Problem(
      `${manifest.name} needs Kafka, and there is none`,
      'the topology says kafka: none',
      'take site-clusters, stretched or witness',
    );
  }
  const clusters = planClusters(shape, sites, brokersBySite);
  const layOutBroker = async (broker: BrokerPlan, among: readonly string[]): Promise<KafkaBrokerLayout> => {
    const { name, site } = broker;
    const k = plan.nextOf(site);
    const endpoint = async (listener: string, onlyFrom: readonly string[]): Promise<Endpoint> => {
      const port = await freePort(plan.hosts(site, k), taken);
      return {
        name: listener,
        site,
        from: (from) => ({ host: plan.host(site, k, from), port }),
        onlyFrom,
      };
    };
    const clients = await Promise.all(
      sites.map(async (from) => [from, await endpoint(`${name}.from-${from}`, [from])] as const),
    );
    const [forBrokers, forControllers, forProbes] = await Promise.all([
      endpoint(brokerListenerOf(name), among),
      endpoint(`${name}.controller`, among),
      endpoint(`${name}.probe`, []),
    ]);
    const byClient = new Map(clients);
    return {
      plan: broker,
      listeners: {
        clients: new Map(
          clients.map(([from, each]) => [from, { bind: each.from(site), told: each.from(from) }]),
        ),
        probe: forProbes.from(site),
        broker: forBrokers.from(site),
        controller: forControllers.from(site),
      },
      endpoints: [...byClient.values(), forBrokers, ...(broker.votes ? [forControllers] : [])],
      addressFrom: (from) => {
        const found = byClient.get(from);
        if (found === undefined)
          throw new RangeError(`no site "${from}" here; there are ${sites.join(', ')}`);
        return found.from(from);
      },
      replicationFrom: forBrokers.from,
      hostFrom: (from) => plan.host(site, k, from),
    };
  };
  const brokers = await Promise.all(
    clusters.flatMap((cluster) => {
      const among = [...new Set(cluster.brokers.map(({ site }) => site))];
      return cluster.brokers.map((broker) => layOutBroker(broker, among));
    }),
  );
  return { shape, clusters, brokers };
}

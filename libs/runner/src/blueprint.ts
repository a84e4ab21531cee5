import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { placements, usesTemplate } from '@plimsoll/testbed/instance/placement';
import type { KafkaBroker, KafkaCluster, KafkaService } from '@plimsoll/testbed/services/kafka/kafka-service';
import { planClusters } from '@plimsoll/testbed/services/kafka/plan-clusters';
import { planTopics } from '@plimsoll/testbed/services/kafka/plan-topics';
import type {
  ChainService,
  Clock,
  Instance,
  ManagedProcess,
  PostgresService,
  Testbed,
} from '@plimsoll/testbed/testbed';
import type { Scenario } from '@plimsoll/history/scenario';

/**
 * A testbed that does not run: names, sites and roles as they will be, so that a plan can be expanded, printed
 * and checked before anything starts. Faults look at it to find their targets; every verb on it throws.
 */
export function blueprint(manifest: Manifest, topology: Scenario['topology'], clocks: boolean): Testbed {
  const instances = manifest.components.flatMap((component) => {
    const sites = component.multiplicity === 'once' ? topology.sites.slice(0, 1) : topology.sites;
    return sites.flatMap((site) => {
      const count = component.multiplicity === 'instance' ? (topology.instances[site] ?? 0) : 1;
      return Array.from({ length: count }, (_, index): Instance => {
        const name = `${component.role}-${site}-${index + 1}`;
        return {
          ...stillProcess(name, site),
          role: component.role,
          serves: component.serves,
          ordinal: index + 1,
          addressFrom: notRunning,
          ready: notRunning,
          clock: clocks ? stillClock([name]) : undefined,
        };
      });
    });
  });
  const database = manifest.needs.find((need) => need.kind === 'postgres');
  const routed = new Set(
    manifest.components.filter((each) => usesTemplate(each, 'needs.postgres.')).map(({ role }) => role),
  );
  const kafka = stillKafka(manifest, topology);
  return {
    sites: topology.sites,
    instances,
    postgres: database?.scope === 'subject' ? stillPostgres(topology) : undefined,
    kafka,
    chain: manifest.needs.some((need) => need.kind === 'chain') ? stillChain(topology) : undefined,
    dataDirectory: '',
    link: (from, to) => new Proxy({ from, to }, { get: still }) as never,
    needRoute: (instance) =>
      database === undefined || !instances.some((each) => each.name === instance && routed.has(each.role))
        ? undefined
        : (new Proxy({ instance, need: 'postgres' }, { get: still }) as never),
    processesIn: (site) => [
      ...(kafka?.brokersIn(site) ?? []),
      ...instances.filter((each) => each.site === site),
    ],
    siteClock: (site) => (clocks ? stillClock([site]) : undefined),
    leftovers: notRunning,
    bypasses: () => [],
    close: notRunning,
  };
}

function notRunning(): never {
  throw new Error('a blueprint does not run');
}

function still(target: object, property: string | symbol): unknown {
  return property in target ? target[property as never] : notRunning;
}

function stillClock(members: readonly string[]): Clock {
  return { members, set: notRunning };
}

function stillProcess(name: string, site: string): ManagedProcess {
  return {
    name,
    site,
    pid: undefined,
    startTicks: undefined,
    state: 'created',
    start: notRunning,
    kill: notRunning,
    pause: notRunning,
    resume: notRunning,
    stop: notRunning,
  };
}

/** Endpoints by site and number, as faults name them; two in each site unless the topology says otherwise. */
function stillChain({ sites, chain }: Scenario['topology']): ChainService {
  const endpoints = sites.flatMap((site) =>
    Array.from(
      { length: chain?.endpoints ?? 2 },
      (_, index) => new Proxy({ site, number: index + 1 }, { get: still }) as never,
    ),
  );
  const service = {
    kind: 'chain',
    endpoints: (site?: string) =>
      endpoints.filter((endpoint: { readonly site: string }) => site === undefined || endpoint.site === site),
  };
  return new Proxy(service, { get: still }) as never;
}

/** Brokers and topics as they will stand. */
function stillKafka(manifest: Manifest, topology: Scenario['topology']): KafkaService | undefined {
  const { sites, instances, kafka: shape = 'site-clusters', kafkaBrokers, kafkaTopics } = topology;
  const need = manifest.needs.find((each) => each.kind === 'kafka');
  if (need === undefined || shape === 'none') return undefined;
  const plans = planClusters(shape, sites, kafkaBrokers);
  const clusters = plans.map((plan): KafkaCluster => {
    const brokers = plan.brokers.map(
      (broker) =>
        new Proxy({ ...stillProcess(broker.name, broker.site), ...broker }, { get: still }) as KafkaBroker,
    );
    const cluster = {
      ...plan,
      brokers,
      brokersIn: (site: string) => brokers.filter((broker) => broker.site === site),
      broker: (id: number) => brokers.find((broker) => broker.id === id),
    };
    return new Proxy(cluster, { get: still }) as never;
  });
  const topics = planTopics(need.topics, placements(manifest, sites, instances), plans, kafkaTopics);
  const brokers = clusters.flatMap((cluster) => cluster.brokers);
  const first = (name: string | undefined): KafkaCluster =>
    (clusters.find((cluster) => cluster.name === name) ?? clusters[0]) as KafkaCluster;
  return {
    shape,
    clusters,
    brokers,
    topics,
    brokersIn: (site) => brokers.filter((broker) => broker.site === site),
    clusterOf: first,
    clusterOfTopic: (topic) => first(topics.find((each) => each.topic === topic)?.cluster),
  };
}

function stillPostgres(topology: Scenario['topology']): PostgresService {
  const [primarySite = '', standbySite] = topology.sites;
  const replicated = topology.postgres !== 'single' && standbySite !== undefined;
  return {
    kind: 'postgres',
    primarySite,
    standbySite: replicated ? standbySite : undefined,
    mode: topology.postgres,
    primary: stillProcess(`postgres-${primarySite}`, primarySite),
    standby: replicated ? stillProcess(`postgres-${standbySite}`, standbySite) : undefined,
    probeUrl: '',
    restart: notRunning,
    failOver: notRunning,
    rebuildStandby: notRunning,
    snapshot: notRunning,
    rollBack: notRunning,
    now: notRunning,
  };
}

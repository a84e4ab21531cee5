import { formatAddress } from '../../lease/address-plan.ts';
import type { Address } from '../../testbed.ts';
import type { BrokerPlan, ClusterPlan } from './plan-clusters.ts';

/** Where one broker listens. Every listener has a port of its own at the broker's own address. */
export interface BrokerListeners {
  /** One for each site that clients may be in: where it binds, and what it tells them (the way from their site). */
  readonly clients: ReadonlyMap<string, { readonly bind: Address; readonly told: Address }>;
  /** For the harness's probes: told as it is. */
  readonly probe: Address;
  /** For brokers and for controllers: told by the broker's name, which each JVM resolves by its site's hosts file. */
  readonly broker: Address;
  readonly controller: Address;
}

/** Settings that a scenario may choose. */
export interface BrokerSettings {
  /** After how long a silent follower leaves the replicas in sync, milliseconds. Kafka's own default is 30000. */
  readonly replicaLagMs: number;
}

/** In test time: Kafka's own default is 30 s. */
export const DEFAULT_REPLICA_LAG_MS = 4_000;
/** A dead broker is fenced after this; Kafka's own default is 9000. */
export const SESSION_TIMEOUT_MS = 3_000;

/** The text of a broker's `server.properties`. */
export function brokerProperties(
  broker: BrokerPlan,
  cluster: ClusterPlan,
  listenersOf: (broker: BrokerPlan) => BrokerListeners,
  { logDirectory, replicaLagMs }: BrokerSettings & { readonly logDirectory: string },
): string {
  const own = listenersOf(broker);
  const clients = [...own.clients].map(([site, { bind, told }]) => ({
    name: clientListener(site),
    bind,
    told: formatAddress(told),
  }));
  const listeners = [
    ...clients,
    { name: 'PROBE', bind: own.probe, told: formatAddress(own.probe) },
    { name: 'BROKER', bind: own.broker, told: `${broker.name}:${own.broker.port}` },
    ...(broker.votes
      ? [{ name: 'CONTROLLER', bind: own.controller, told: `${broker.name}:${own.controller.port}` }]
      : []),
  ];
  const names = [...new Set([...listeners.map(({ name }) => name), 'CONTROLLER'])];
  const voters = cluster.brokers.filter(({ votes }) => votes);
  const copies = Math.min(3, cluster.brokers.length);
  const properties: Readonly<Record<string, string | number | boolean>> = {
    'process.roles': broker.votes ? 'broker,controller' : 'broker',
    'node.id': broker.id,
    'broker.rack': broker.site,
    'controller.quorum.voters': voters
      .map((voter) => `${voter.id}@${voter.name}:${listenersOf(voter).controller.port}`)
      .join(','),
    listeners: listeners.map(({ name, bind }) => `${name}://${formatAddress(bind)}`).join(','),
    'advertised.listeners': listeners.map(({ name, told }) => `${name}://${told}`).join(','),
    'listener.security.protocol.map': names.map((name) => `${name}:PLAINTEXT`).join(','),
    'inter.broker.listener.name': 'BROKER',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': logDirectory,
    // What a scenario measures against: fencing, and leaving the replicas in sync, in seconds.
    'broker.session.timeout.ms': SESSION_TIMEOUT_MS,
    'broker.heartbeat.interval.ms': 500,
    // Another controller soon, where the lost site had it: until then no leader can take a silent follower out of sync. Default 2000.
    'controller.quorum.fetch.timeout.ms': 1_200,
    'replica.lag.time.max.ms': replicaLagMs,
    // A follower whose request hangs on a dark link asks anew after this, not after 30 s.
    'replica.socket.timeout.ms': 3_000,
    // Leaders go home soon after a site is back, so that trials begin alike; the default is 300 s.
    'leader.imbalance.check.interval.seconds': 10,
    'leader.imbalance.per.broker.percentage': 0,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    'unclean.leader.election.enable': false,
    'auto.create.topics.enable': false,
    // Nothing that a run wrote may go away while it runs.
    'log.retention.ms': -1,
    'offsets.retention.minutes': 10_080,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': 1,
    // Small: two cores and a heap of 256 MB have to do for several of these.
    'num.network.threads': 1,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.threads': 1,
    'log.cleaner.dedupe.buffer.size': 2_097_152,
    'log.index.size.max.bytes': 1_048_576,
    'log.segment.bytes': 134_217_728,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The listener for clients in a site. */
export function clientListener(site: string): string {
  return `FROM_${site.toUpperCase()}`;
}

/** The hosts file of all JVMs in a site: each broker's name at its address as seen from there. */
export function hostsFile(
  site: string,
  brokers: readonly { readonly name: string; readonly hostFrom: (site: string) => string }[],
): string {
  return brokers.map(({ name, hostFrom }) => `${hostFrom(site)} ${name}\n`).join('');
}

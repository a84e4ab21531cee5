import { describe, expect, test } from 'vitest';
import { brokerProperties, hostsFile, type BrokerListeners } from './broker-properties.ts';
import { planClusters, type BrokerPlan } from './plan-clusters.ts';

const [cluster] = planClusters('site-clusters', ['a', 'b']);
if (cluster === undefined) throw new Error('no cluster');
const [home, away] = cluster.brokers as [BrokerPlan, BrokerPlan];

/** Broker k listens on 127.0.0.k; as seen from elsewhere it is 127.0.9.k. */
const listenersOf = ({ id, site }: BrokerPlan): BrokerListeners => {
  const own = (port: number) => ({ host: `127.0.0.${id}`, port });
  return {
    clients: new Map(
      ['a', 'b'].map((from, index) => [
        from,
        {
          bind: own(20_001 + index),
          told: { host: from === site ? `127.0.0.${id}` : `127.0.9.${id}`, port: 20_001 + index },
        },
      ]),
    ),
    probe: own(20_003),
    broker: own(20_004),
    controller: own(20_005),
  };
};

const of = (broker: BrokerPlan): ReadonlyMap<string, string> =>
  new Map(
    brokerProperties(broker, cluster, listenersOf, { logDirectory: '/log', replicaLagMs: 1_500 })
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

describe('the properties of a broker', () => {
  test('each site is told its own way, brokers and controllers a name', () => {
    const properties = of(away);
    expect(properties.get('listeners')).toBe(
      'FROM_A://127.0.0.2:20001,FROM_B://127.0.0.2:20002,PROBE://127.0.0.2:20003,BROKER://127.0.0.2:20004',
    );
    expect(properties.get('advertised.listeners')).toBe(
      'FROM_A://127.0.9.2:20001,FROM_B://127.0.0.2:20002,PROBE://127.0.0.2:20003,BROKER://kafka-a-b-1:20004',
    );
    expect(properties.get('controller.quorum.voters')).toBe('1@kafka-a-a-1:20005');
  });

  test('the home broker votes, the one elsewhere does not', () => {
    expect(of(home).get('process.roles')).toBe('broker,controller');
    expect(of(home).get('listeners')).toContain('CONTROLLER://127.0.0.1:20005');
    expect(of(away).get('process.roles')).toBe('broker');
  });

  test('nothing is created or elected behind our back, and nothing listens beyond loopback', () => {
    for (const broker of [home, away]) {
      const properties = of(broker);
      expect(properties.get('auto.create.topics.enable')).toBe('false');
      expect(properties.get('unclean.leader.election.enable')).toBe('false');
      expect(properties.get('broker.rack')).toBe(broker.site);
      expect(properties.get('replica.lag.time.max.ms')).toBe('1500');
      const bound = properties.get('listeners')?.split(',') ?? [];
      expect(bound.filter((listener) => !/:\/\/127\.\d+\.\d+\.\d+:\d+$/.test(listener))).toEqual([]);
    }
  });

  test('internal topics fit the cluster', () => {
    expect(of(home).get('offsets.topic.replication.factor')).toBe('2');
  });
});

test('a hosts file gives every broker the address of its way from that site', () => {
  const brokers = [
    { name: 'kafka-a-b-1', hostFrom: (site: string) => (site === 'b' ? '127.0.0.2' : '127.0.9.2') },
  ];
  expect(hostsFile('a', brokers)).toBe('127.0.9.2 kafka-a-b-1\n');
  expect(hostsFile('b', brokers)).toBe('127.0.0.2 kafka-a-b-1\n');
});

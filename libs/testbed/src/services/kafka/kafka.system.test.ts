import { readFile } from 'node:fs/promises';
import type { KafkaTopicsFile } from '@plimsoll/interface/operator/kafka-topics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consume, produce } from '../../../fixture/kafka-client.ts';
import { kafkaManifest } from '../../../fixture/kafka-manifest.ts';
import { ask, named, openFixture, type Fixture } from '../../../fixture/open-fixture.ts';
import { strays } from '../../process/process-table.ts';
import type { TestbedOptions } from '../../testbed.ts';
import type { KafkaCluster, KafkaService } from './kafka-service.ts';

/** Real brokers over real proxies: how they stand, and what happens to a topic when one goes. */
let fixture: Fixture;
let kafka: KafkaService;
let openedMs: number;

async function open(shape: Partial<TestbedOptions>): Promise<void> {
  const startedAt = performance.now();
  fixture = await openFixture({ manifest: kafkaManifest(), ...shape });
  openedMs = Math.round(performance.now() - startedAt);
  if (fixture.testbed.kafka === undefined) throw new Error('no Kafka');
  kafka = fixture.testbed.kafka;
  console.log(`${kafka.brokers.length} brokers and a subject stood after ${openedMs} ms`);
}

/** Nothing is left of any process or file, and nobody went past a link. */
async function close(): Promise<void> {
  const { testbed } = fixture;
  const token = testbed.dataDirectory.split('/').at(-1) ?? '';
  const bypasses = testbed.bypasses();
  await fixture.close();
  expect(bypasses).toEqual([]);
  expect(strays(token, testbed.dataDirectory)).toEqual([]);
}

function topicOf(instance: string): { readonly topic: string; readonly cluster: KafkaCluster } {
  const topic = `pending-${instance}`;
  return { topic, cluster: kafka.clusterOfTopic(topic) };
}

describe('a cluster in each site', () => {
  beforeAll(
    () => open({ kafka: { shape: 'site-clusters', replicaLagMs: 1_500, topics: { minInSyncReplicas: 1 } } }),
    120_000,
  );
  afterAll(close, 60_000);

  test('an instance is told its own cluster, all topics and its neighbour', async () => {
    const node = named(fixture.testbed, 'node-b-1');
    const told = (await ask(node, '/')) as Record<string, string>;
    expect(told['BROKERS']?.split(',')).toEqual(kafka.clusterOf('b').bootstrapFrom('b'));
    const { host, port } = node.addressFrom('b', 'api');
    expect(told['BESIDE']).toBe(`${host}:${port}`);
    const file = JSON.parse(await readFile(told['TOPICS'] ?? '', 'utf8')) as KafkaTopicsFile;
    expect(file.topics).toMatchObject([
      {
        topic: 'pending-node-a-1',
        owner: 'node-a-1',
        site: 'a',
        cluster: 'a',
        replication: 2,
        partitions: 1,
      },
      { topic: 'pending-node-b-1', owner: 'node-b-1', site: 'b', cluster: 'b', minInSyncReplicas: 1 },
      { topic: 'shared', cluster: 'a', partitions: 2 },
    ]);
    expect(file.topics[0]?.brokers).toEqual(kafka.clusterOf('a').bootstrapFrom('b'));
  });

  test('what is written at home is read from the other site, over the link', async () => {
    const { topic, cluster } = topicOf('node-a-1');
    expect((await cluster.leaderOf(topic, 0))?.site).toBe('a');
    expect((await cluster.controller())?.site).toBe('a');
    await produce(cluster.bootstrapFrom('a'), topic, ['one', 'two']);
    expect(await consume(cluster.bootstrapFrom('b'), topic, 2, 'copier')).toEqual(['one', 'two']);
    expect(await cluster.endOffsets(topic)).toEqual(new Map([[0, 2n]]));
  });

  test('offsets of a group are forgotten on request', async () => {
    const { topic, cluster } = topicOf('node-a-1');
    expect(await cluster.committedOffsets('copier', topic)).toEqual(new Map([[0, 2n]]));
    await cluster.deleteOffsets('copier', topic);
    expect(await cluster.committedOffsets('copier', topic)).toEqual(new Map());
  });

  test('a follower is pushed out of sync by its replication path alone, and comes back', async () => {
    const { topic, cluster } = topicOf('node-a-1');
    await cluster.cutReplication(topic, 0);
    // Something has to be written: a follower that lacks nothing stays in sync.
    await produce(cluster.bootstrapFrom('a'), topic, ['three']);
    expect((await cluster.pushOutOfSync(topic, 0)).inSync).toEqual([1]);
    // Its client's way still leads there: only replication stopped.
    await produce(cluster.bootstrapFrom('b'), topic, ['four']);
    expect(await fixture.testbed.leftovers()).not.toEqual([]);
    await cluster.mendReplication();
    await cluster.untilPartition(topic, 0, ({ inSync }) => inSync.length === 2, 20_000);
    expect(await fixture.testbed.leftovers()).toEqual([]);
  });

  test('a log put back to an earlier copy lacks what came after', async () => {
    const { topic, cluster } = topicOf('node-b-1');
    const [leader] = await cluster.inSync(topic, 0);
    if (leader === undefined) throw new Error('no leader');
    await produce(cluster.bootstrapFrom('b'), topic, ['kept']);
    const copy = await cluster.snapshot(leader);
    await cluster.cutReplication(topic, 0);
    await produce(cluster.bootstrapFrom('b'), topic, ['lost', 'lost too']);
    expect(await cluster.endOffsets(topic)).toEqual(new Map([[0, 3n]]));
    await cluster.rollBack(leader, copy);
    await leader.ready();
    await cluster.mendReplication();
    await cluster.electLeader(topic, 0, 'unclean').catch(() => undefined);
    await cluster.untilPartition(topic, 0, ({ leader: id }) => id !== undefined, 20_000);
    expect(await cluster.endOffsets(topic)).toEqual(new Map([[0, 1n]]));
  });

  test('settings and partitions of a topic change by order', async () => {
    const cluster = kafka.clusterOf('a');
    await cluster.setMinInSyncReplicas('shared', 2);
    expect(await cluster.topicSetting('shared', 'min.insync.replicas')).toBe('2');
    await cluster.createTopic({
      topic: 'made',
      assignment: [
        [2, 1],
        [1, 2],
      ],
      minInSyncReplicas: 1,
    });
    const made = await cluster.untilPartition('made', 0, ({ leader }) => leader === 2, 10_000);
    expect(made.replicas).toEqual([2, 1]);
    await cluster.addPartitions('made', 3);
    await cluster.untilPartition('made', 2, ({ leader }) => leader !== undefined, 10_000);
  });
});

describe('one cluster over three sites', () => {
  beforeAll(
    () => open({ sites: ['a', 'b', 'c'], instances: { a: 1, b: 1, c: 1 }, kafka: { shape: 'stretched' } }),
    120_000,
  );
  afterAll(close, 60_000);

  test('the leader is killed: another site leads, nothing acknowledged is lost, and it comes back', async () => {
    const { topic, cluster } = topicOf('node-b-1');
    const leader = await cluster.leaderOf(topic, 0);
    expect(leader?.site).toBe('b');
    await produce(cluster.bootstrapFrom('a'), topic, ['one']);
    const killedAt = performance.now();
    await leader?.kill();
    await cluster.untilPartition(
      topic,
      0,
      (state) => state.leader !== undefined && state.leader !== leader?.id,
      15_000,
    );
    console.log(`another leader ${Math.round(performance.now() - killedAt)} ms after the kill`);
    await produce(cluster.bootstrapFrom('a'), topic, ['two']);
    expect(await consume(cluster.bootstrapFrom('c'), topic, 2, 'reader')).toEqual(['one', 'two']);
    await leader?.start();
    await leader?.ready();
    await cluster.untilPartition(topic, 0, ({ inSync }) => inSync.length === 3, 20_000);
  });

  test('the active controller is killed: another takes over', async () => {
    const cluster = kafka.clusterOf('a');
    const controller = await cluster.controller();
    await controller?.kill();
    await expect
      .poll(() => cluster.controller().then((now) => now?.id), { timeout: 15_000 })
      .not.toBe(undefined);
    await expect
      .poll(() => cluster.controller().then((now) => now?.id), { timeout: 15_000 })
      .not.toBe(controller?.id);
    await controller?.start();
    await controller?.ready();
  });

  test('a site that is cut off is out of sync: its brokers had no other way', async () => {
    const { topic, cluster } = topicOf('node-a-1');
    const { testbed } = fixture;
    await cluster.untilPartition(topic, 0, ({ inSync }) => inSync.length === 3, 20_000);
    const links = [testbed.link('c', 'a'), testbed.link('c', 'b')];
    await Promise.all(links.map((link) => link.cut()));
    await cluster.untilPartition(
      topic,
      0,
      ({ inSync }) => inSync.every((id) => cluster.broker(id).site !== 'c'),
      20_000,
    );
    await Promise.all(links.map((link) => link.heal()));
    await cluster.untilPartition(topic, 0, ({ inSync }) => inSync.length === 3, 30_000);
  });
});

describe('two sites and a witness', () => {
  beforeAll(
    () =>
      open({
        sites: ['a', 'b', 'c'],
        kafka: { shape: 'witness', topics: { replication: 2, assignment: ['a', 'b'], minInSyncReplicas: 1 } },
      }),
    120_000,
  );
  afterAll(close, 60_000);

  test('a site is lost and the witness keeps the quorum, holding no instance and, as assigned, no replica', async () => {
    const { testbed } = fixture;
    const { topic, cluster } = topicOf('node-a-1');
    expect(testbed.processesIn('c').map(({ name }) => name)).toEqual(['kafka-all-c-1']);
    expect((await cluster.inSync(topic, 0)).map(({ site }) => site)).toEqual(['a', 'b']);
    await Promise.all(testbed.processesIn('a').map((process) => process.kill()));
    await cluster.untilPartition(
      topic,
      0,
      ({ leader }) => leader !== undefined && cluster.broker(leader).site === 'b',
      15_000,
    );
    await produce(cluster.bootstrapFrom('b'), topic, ['alone']);
  });
});

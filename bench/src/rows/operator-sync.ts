import type { KafkaBroker, KafkaCluster } from '@plimsoll/testbed/services/kafka/kafka-service';
import { RecordLine } from '@plimsoll/testbed/services/kafka/record-line';
import type { Address, Testbed } from '@plimsoll/testbed/testbed';
import { median } from '../measure/median.ts';
import { percentile } from '../measure/percentile.ts';
import { openBrokers } from '../operator/open-brokers.ts';
import type { Row } from '../row.ts';

/** Round-trip times between sites, milliseconds. */
const distancesMs = [0, 2, 20, 80] as const;
/** As many as a p99 asks for (HS-05), and by how many writers. */
const writes = 1000;
const writers = 4;
const lines = 32;
const seconds = 3;
/** What is kept of each distribution. */
const marks = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99] as const;
const value = 'x'.repeat(600);
const withinMs = 10_000;

/** A way to write, with the topic that it needs. */
interface Mode {
  readonly name: string;
  readonly topic: string;
  readonly acks: 'leader' | 'all';
  readonly minInSyncReplicas: number;
  /** Whose brokers hold the replicas, the leader's site first. */
  readonly sites: readonly string[];
}

const modes: readonly Mode[] = [
  { name: 'acks=1', topic: 'sync-leader', acks: 'leader', minInSyncReplicas: 1, sites: ['a', 'b'] },
  { name: 'acks=all, one site', topic: 'sync-site', acks: 'all', minInSyncReplicas: 2, sites: ['a', 'a'] },
  { name: 'across sites', topic: 'sync-across', acks: 'all', minInSyncReplicas: 2, sites: ['a', 'b'] },
];
/** Led in the other site: a write to it and back is the distance as a client sees it. */
const far: Mode = { name: 'distance', topic: 'sync-far', acks: 'leader', minInSyncReplicas: 1, sites: ['b'] };

interface Cell {
  readonly mode: string;
  readonly distanceMs: number;
  readonly latenciesMs: readonly number[];
  readonly perSecond: number;
}

/** What a write costs that waits for nobody, for its own site, or for another site, by the distance between sites. */
export const operatorSync: Row = {
  name: 'operator-sync',
  async measure(bench) {
    const { say } = bench;
    const { testbed, cluster } = await openBrokers(bench);
    try {
      for (const mode of [...modes, far]) await make(cluster, mode);
      for (const mode of modes) await throughput(leaderOf(cluster, mode), mode, 1);
      const cells: Cell[] = [];
      let again = 0;
      const seen: number[] = [];
      for (const distanceMs of distancesMs) {
        await setApart(testbed, distanceMs);
        const [broker] = cluster.brokersIn('b');
        if (broker === undefined) throw new Error('there is no broker in site b');
        seen.push(median(await latencies(broker.addressFrom('a'), far, 20)));
        for (const mode of modes) {
          const cell = await measureCell(cluster, mode, distanceMs, (why) => {
            again += 1;
            say(`${distanceMs} ms, ${mode.name}: again, ${why}`);
          });
          cells.push(cell);
          say(`${distanceMs} ms, ${mode.name}: ${figures(cell)}`);
        }
      }
      const cell = (mode: Mode, distanceMs: number): Cell =>
        cells.find((each) => each.mode === mode.name && each.distanceMs === distanceMs) as Cell;
      return {
        what: 'a synchronous write, by acknowledgement and by distance between sites',
        measured: `across sites: ${distancesMs.map((ms) => `${ms} ms apart ${p50(cell(modes[2] as Mode, ms))} ms`).join(', ')} (p50)`,
        against: `acks=1: ${distancesMs.map((ms) => `${p50(cell(modes[0] as Mode, ms))}`).join(', ')} ms; acks=all within a site: ${distancesMs.map((ms) => `${p50(cell(modes[1] as Mode, ms))}`).join(', ')} ms`,
        ratio: null,
        toReach: 'twelve cells',
        reached: null,
        notes: [
          ...distancesMs.map(
            (ms, at) =>
              `${ms} ms between sites (a write to the other site and back took ${(seen[at] ?? Number.NaN).toFixed(1)} ms): ${modes
                .map((mode) => `${mode.name} ${figures(cell(mode, ms))}`)
                .join('; ')}.`,
          ),
          `Distance is the round trip between any two sites, half of it added to each byte in each direction by Toxiproxy. Records of ${value.length} bytes to one partition, from a client in the leader's site, each written alone and waited for. Latency: ${writers} writers side by side, ${writes} writes in all; throughput: ${lines} writers, ${seconds} s.`,
          `Cells measured anew because the leader had moved, as it does on a busy host: ${again}.`,
          'acks=1: R = 2 with a replica in each of two sites, the leader alone answers, and what it acknowledged is lost with its site. acks=all, one site: R = 2, both in one site, M = 2: kept when a broker is lost, not when the site is. Across sites: R = 2, one in each site, M = 2: nothing is lost with a site.',
        ],
        samples: Object.fromEntries(
          cells.flatMap(({ mode, distanceMs, latenciesMs, perSecond }) => [
            [
              `${mode}, ${distanceMs} ms apart: latency in ms at ${marks.map((p) => `p${p}`).join(', ')}`,
              marks.map((p) => percentile(latenciesMs, p)),
            ],
            [`${mode}, ${distanceMs} ms apart: writes per second`, [perSecond]],
          ]),
        ),
      };
    } finally {
      await testbed.close();
    }
  },
};

function p50(cell: Cell): string {
  return percentile(cell.latenciesMs, 50).toFixed(1);
}

function figures(cell: Cell): string {
  const { latenciesMs, perSecond } = cell;
  return `p50 ${p50(cell)} ms, p99 ${percentile(latenciesMs, 99).toFixed(1)} ms, ${Math.round(perSecond)} a second`;
}

/** Creates the topic and waits until all replicas are in sync and the preferred one leads. */
async function make(cluster: KafkaCluster, { topic, sites, minInSyncReplicas }: Mode): Promise<void> {
  const assignment = assignmentOf(cluster, sites, topic);
  await cluster.createTopic({ topic, assignment: [assignment], minInSyncReplicas });
  await settled(cluster, topic, assignment);
}

/** Node ids of the replicas, the preferred leader first. */
function assignmentOf(cluster: KafkaCluster, sites: readonly string[], topic: string): readonly number[] {
  const taken = new Set<number>();
  return sites.map((site) => {
    const broker = cluster.brokersIn(site).find(({ id }) => !taken.has(id));
    if (broker === undefined) throw new Error(`site ${site} has too few brokers for ${topic}`);
    taken.add(broker.id);
    return broker.id;
  });
}

/** Leaders go home by themselves within ten seconds, where a broker was fenced because the host was busy. */
async function settled(cluster: KafkaCluster, topic: string, assignment: readonly number[]): Promise<void> {
  await cluster.untilPartition(
    topic,
    0,
    ({ leader, inSync }) => leader === assignment[0] && inSync.length === assignment.length,
    60_000,
  );
}

/** Measures a cell; anew when the leader moved meanwhile, as figures of two leaders are none. @throws when that happens over and over */
async function measureCell(
  cluster: KafkaCluster,
  mode: Mode,
  distanceMs: number,
  onAgain: (why: string) => void,
): Promise<Cell> {
  const to = leaderOf(cluster, mode);
  for (let attempt = 1; ; attempt += 1) {
    await settled(cluster, mode.topic, assignmentOf(cluster, mode.sites, mode.topic));
    try {
      const series = Array.from({ length: writers }, () => latencies(to, mode, writes / writers));
      return {
        mode: mode.name,
        distanceMs,
        latenciesMs: (await Promise.all(series)).flat(),
        perSecond: await throughput(to, mode, seconds),
      };
    } catch (error) {
      if (attempt === 5) throw error;
      onAgain((error as Error).message);
    }
  }
}

/** The leader as a client in its site reaches it. */
function leaderOf(cluster: KafkaCluster, { sites }: Mode): Address {
  const site = sites[0] ?? '';
  const [broker]: readonly KafkaBroker[] = cluster.brokersIn(site);
  if (broker === undefined) throw new Error(`there is no broker in site ${site}`);
  return broker.addressFrom(site);
}

/** Puts so much time between every two sites, there and back. */
async function setApart(testbed: Testbed, distanceMs: number): Promise<void> {
  for (const [at, from] of testbed.sites.entries())
    for (const to of testbed.sites.slice(at + 1)) {
      const each = testbed.link(from, to);
      await each.heal();
      if (distanceMs > 0) await each.slow(distanceMs / 2);
    }
}

/** Times of so many writes, one after another on one connection, after some that are not counted. */
async function latencies(to: Address, { topic, acks }: Mode, count: number): Promise<readonly number[]> {
  const line = await RecordLine.open(to, topic, withinMs);
  try {
    const took: number[] = [];
    for (let number = -5; number < count; number += 1) {
      const from = performance.now();
      await line.write(value, acks);
      if (number >= 0) took.push(performance.now() - from);
    }
    return took;
  } finally {
    line.close();
  }
}

/** Acknowledged writes a second of several writers, each with one write in flight. */
async function throughput(to: Address, { topic, acks }: Mode, forSeconds: number): Promise<number> {
  const open = await Promise.all(Array.from({ length: lines }, () => RecordLine.open(to, topic, withinMs)));
  const from = performance.now();
  const until = from + forSeconds * 1000;
  let written = 0;
  let last = from;
  try {
    await Promise.all(
      open.map(async (line) => {
        while (performance.now() < until) {
          await line.write(value, acks);
          written += 1;
          last = performance.now();
        }
      }),
    );
    return written / ((last - from) / 1000);
  } finally {
    for (const line of open) line.close();
  }
}

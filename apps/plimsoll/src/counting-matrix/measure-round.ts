import type { MatrixMeasurement } from '@plimsoll/guarantees/counting-rule/matrix-result';
import { until } from '@plimsoll/runner/until';
import type { KafkaCluster } from '@plimsoll/testbed/services/kafka/kafka-service';
import { readTopic } from '@plimsoll/testbed/services/kafka/read-topic';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { CellWriter } from './cell-writer.ts';
import { ENOUGH, judgeCell, type RoundMarks } from './judge-cell.ts';
import type { MatrixRound, MatrixTopic } from './plan-rounds.ts';
import { nudge } from './nudge.ts';
import { TopicBoard } from './topic-board.ts';
import { writeLast } from './write-last.ts';

/** For how long, after the dead brokers are fenced, no write must succeed for a topic to count as blocked. */
export const SETTLE_MS = 5_000;
/** Everything that has to happen sooner or later on a busy machine. */
const PATIENCE_MS = 60_000;

/** What one round came to. */
export interface RoundResult {
  readonly round: string;
  /** Whether the active controller was in the lost site: then another one has to be elected before any leader. */
  readonly controllerLost: boolean;
  /** From the kill until the controller had fenced the site's brokers, ms. */
  readonly fencedMs: number;
  readonly tookMs: number;
  readonly measurements: readonly MatrixMeasurement[];
}

/**
 * Loses one site under all topics of a round and sees what becomes of them: written until it goes, then looked at while it
 * is away, then half of them elected by force and half of them waited for until the site is back.
 */
export async function measureRound(
  round: MatrixRound,
  testbed: Testbed,
  signal: AbortSignal,
  say: (words: string) => void,
): Promise<RoundResult> {
  const startedAtMs = performance.now();
  const cluster = testbed.kafka?.clusters[0];
  if (cluster === undefined) throw new RangeError('a testbed without brokers');
  const { topics, lost } = round;
  const names = topics.map(({ topic }) => topic);
  for (const { topic, assignment, cell } of topics) {
    await cluster.createTopic({ topic, assignment: [assignment], minInSyncReplicas: cell.minInSync });
  }
  const survivors = cluster.brokers.filter(({ site }) => site !== lost);
  const board = new TopicBoard(cluster.brokers, survivors, names, signal);
  const writers = new Map<MatrixTopic, CellWriter>();
  const writerOf = (topic: MatrixTopic): CellWriter => writers.get(topic) as CellWriter;
  try {
    await board.until(
      names,
      ({ leader, replicas, inSync }) => leader === replicas[0] && inSync.length === replicas.length,
      PATIENCE_MS,
      'stand as they were made',
    );
    for (const topic of topics)
      writers.set(topic, new CellWriter(topic.topic, () => board.leaderOf(topic.topic)));
    await must(signal, 'some topics acknowledge no writes', () =>
      topics.every((topic) => writerOf(topic).acknowledged.length >= 2 * ENOUGH),
    );
    const shrunkAtMs = round.inSync === 'shrunk' ? await shrink(cluster, topics) : undefined;

    const states = new Map(topics.map((topic) => [topic, board.stateOf(topic.topic)]));
    const controllerLost = (await cluster.controller())?.site === lost;
    say(`${round.id}: ${topics.length} topics, losing site ${lost}`);
    const lostAtMs = performance.now();
    const gone = cluster.brokersIn(lost);
    await Promise.all(testbed.processesIn(lost).map((process) => process.kill()));
    // The path of replication was cut to shrink the sets; those who are left are whole again among themselves.
    await cluster.mendReplication();
    await must(signal, `site ${lost} was not fenced`, () => gone.every(({ id }) => !board.live.includes(id)));
    const fencedAtMs = performance.now();
    const fencedMs = Math.round(fencedAtMs - lostAtMs);
    const goOn = (among: readonly MatrixTopic[], sinceMs: number) =>
      among.every((topic) => (writerOf(topic).acknowledged.at(-1)?.sentAtMs ?? 0) > sinceMs);
    await until(() => goOn(topics, fencedAtMs), SETTLE_MS, signal);

    const reads = new Map<MatrixTopic, ReadonlySet<string> | undefined>();
    const ends = new Map<MatrixTopic, ReadonlySet<string> | undefined>();
    const read = async (topic: MatrixTopic): Promise<ReadonlySet<string> | undefined> => {
      const leader = board.leaderOf(topic.topic);
      if (leader === undefined) return undefined;
      const content = await readTopic(leader.probeAddress, topic.topic).catch(() => undefined);
      return content === undefined ? undefined : new Set(content.values);
    };
    const waiting = topics.filter(({ cell }) => cell.afterwards === 'comes-back');
    const given = topics.filter(({ cell }) => cell.afterwards === 'forced-election');
    for (const topic of waiting) reads.set(topic, await read(topic));

    say(`${round.id}: fenced after ${fencedMs} ms; electing where nobody leads`);
    const electedAtMs = performance.now();
    for (const { topic } of given) await cluster.electLeader(topic, 0, 'unclean');
    await board.until(
      given.map(({ topic }) => topic),
      ({ leader }) => leader !== undefined,
      PATIENCE_MS,
      'have a leader after a forced election',
    );
    await until(() => goOn(given, electedAtMs), SETTLE_MS, signal);
    for (const topic of given) reads.set(topic, await read(topic));
    await Promise.all(given.map((topic) => writerOf(topic).stop()));
    for (const topic of given) {
      // A leader that lacks M gives only what it knew to be replicated. The site is gone for good: M is lowered, and it gives all it has.
      await cluster.setMinInSyncReplicas(topic.topic, 1);
      await writeLast(() => board.leaderOf(topic.topic), topic.topic, signal);
      ends.set(topic, await read(topic));
    }

    say(`${round.id}: site ${lost} comes back`);
    const backAtMs = performance.now();
    await Promise.all(gone.map((broker) => broker.start()));
    await Promise.all(gone.map((broker) => broker.ready()));
    await board.until(
      waiting.map(({ topic }) => topic),
      ({ leader, inSync, replicas }) => leader !== undefined && inSync.length === replicas.length,
      PATIENCE_MS,
      'are whole again',
    );
    await until(() => goOn(waiting, backAtMs), SETTLE_MS, signal);
    await Promise.all(waiting.map((topic) => writerOf(topic).stop()));
    for (const topic of waiting) {
      await writeLast(() => board.leaderOf(topic.topic), topic.topic, signal);
      ends.set(topic, await read(topic));
    }
    const marks: RoundMarks = { shrunkAtMs, lostAtMs, electedAtMs, backAtMs };
    // The topics stay: a controller keeps a topic that had a forced election among those that brokers hold in sync, also when it is
    // deleted, and cannot register a broker any more once it stumbles over it ("existed in isrMembers, but not in the topics map").
    return {
      round: round.id,
      controllerLost,
      fencedMs,
      tookMs: Math.round(performance.now() - startedAtMs),
      measurements: topics.map((topic) =>
        judgeCell(topic.cell, topic.lostReplicas, marks, {
          acknowledged: writerOf(topic).acknowledged,
          before: states.get(topic) ?? { leader: undefined, inSync: [], replicas: [] },
          readAway: reads.get(topic),
          readInTheEnd: ends.get(topic),
        }),
      ),
    };
  } finally {
    await Promise.all([...writers.values()].map((writer) => writer.stop()));
    await board.close();
  }

  /** Pushes everybody outside the site out of sync; then those who are left write on alone, or refuse to. When that was seen, ms. */
  async function shrink(kafka: KafkaCluster, all: readonly MatrixTopic[]): Promise<number> {
    say(`${round.id}: pushing the other sites out of sync`);
    await Promise.all(all.map(({ topic }) => kafka.cutReplication(topic, 0)));
    // With M out of reach acks=all is refused before it is stored, and a follower that lacks nothing stays in sync for ever.
    const nudging = nudge(all.map(({ topic }) => ({ topic, leader: () => board.leaderOf(topic) })));
    const lostOf = new Map(all.map(({ topic, lostReplicas }) => [topic, lostReplicas]));
    try {
      await board.until(
        names,
        ({ topic, inSync }) =>
          inSync.length === lostOf.get(topic)?.length &&
          inSync.every((id) => lostOf.get(topic)?.includes(id) === true),
        PATIENCE_MS,
        'have shrunk to the site',
      );
    } finally {
      await nudging.stop();
    }
    const shrunkAtMs = performance.now();
    const attempts = new Map(all.map((topic) => [topic, writerOf(topic).attempts]));
    await must(signal, 'the shrunk sets were not written to', () =>
      all.every((topic) =>
        topic.cell.minInSync <= topic.lostReplicas.length
          ? writerOf(topic).acknowledged.filter(({ sentAtMs }) => sentAtMs >= shrunkAtMs).length >= ENOUGH
          : writerOf(topic).attempts >= (attempts.get(topic) ?? 0) + ENOUGH,
      ),
    );
    return shrunkAtMs;
  }
}

async function must(signal: AbortSignal, otherwise: string, condition: () => boolean): Promise<void> {
  if (!(await until(condition, PATIENCE_MS, signal))) throw new Error(`${otherwise} (${PATIENCE_MS} ms)`);
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { figuresOf } from '../measure/figures-of.ts';
import { fsyncProbeMs } from '../measure/fsync-probe.ts';
import { inTurn } from '../measure/in-turn.ts';
import { median } from '../measure/median.ts';
import { pairedRatio } from '../measure/paired-ratio.ts';
import type { InsertTold } from '../operator/insert-operations.ts';
import { metricOf } from '../operator/metric-of.ts';
import { openOperator } from '../operator/open-operator.ts';
import type { ReadTold } from '../operator/read-topic.ts';
import type { OrdersTold } from '../operator/sign-orders.ts';
import type { VerifyTold } from '../operator/verify-signatures.ts';
import type { WriteTold } from '../operator/write-records.ts';
import type { Row } from '../row.ts';

const rounds = 3;
const records = 100_000;
const accounts = 256;
const orderBytes = 200;
const limitSeconds = 3;
const lot = 5000;
const replayWithinMs = 90_000;
const limits = ['reading', 'verifying', 'inserting'] as const;
const source = join(import.meta.dirname, '../operator');

/** How fast an instance that has nothing takes over what another one has accepted: topic to database and engine. */
export const operatorReplay: Row = {
  name: 'operator-replay',
  async measure(bench) {
    const { say, scratch } = bench;
    const before = fsyncProbeMs(scratch);
    const operator = await openOperator(bench, { accounts, instances: { a: 1, b: 1, c: 0 } });
    const { component, kafka, keys, rollup, testbed } = operator;
    let files = 0;
    const run = async <Figures>(script: string, what: object): Promise<Figures> => {
      const path = join(scratch, `told-${(files += 1)}.json`);
      writeFileSync(path, JSON.stringify(what));
      return figuresOf<Figures>(join(source, script), [path]);
    };
    const limit = async (script: string, what: object): Promise<number> =>
      (await run<{ perSecond: number }>(script, what)).perSecond;
    try {
      const pending = kafka.topics.find(({ name, site }) => name === 'pending-operations' && site === 'a');
      if (!pending) throw new Error('there is no topic for pending operations');
      const cluster = kafka.clusterOfTopic(pending.topic);
      // Whoever accepted them is away: the other one has to go by the topic alone.
      for (const site of ['a', 'b'])
        for (const role of ['manager', 'engine', 'prover'] as const) await component(role, site).stop();
      const orders = (count: number): OrdersTold => ({ rollup, keys, from: 0, count, orderBytes });
      const { recordBytes } = await run<{ recordBytes: number }>('write-records.ts', {
        orders: orders(records),
        topic: pending.topic,
        brokers: cluster.bootstrapFrom('a'),
      } satisfies WriteTold);
      say(`${records} records of ${recordBytes} bytes are written`);

      const manager = component('manager', 'b');
      const wholeMs: number[] = [];
      let batch = 1;
      const replay = async (): Promise<number> => {
        await forget(operator.databaseUrl('b'));
        for (const group of await cluster.groups())
          if (group.startsWith(manager.name)) await cluster.deleteGroup(group);
        for (const role of ['prover', 'engine'] as const) {
          await component(role, 'b').start();
          await component(role, 'b').ready();
        }
        const startedMs = performance.now();
        await manager.start();
        const copied = (): Promise<number> =>
          metricOf(manager, 'plimsoll_manager_copied_total').catch(() => 0);
        let first: { readonly atMs: number; readonly copied: number } | undefined;
        for (;;) {
          const atMs = performance.now();
          const now = await copied();
          if (now > 0) first ??= { atMs, copied: now };
          if (now >= records) break;
          if (atMs - startedMs > replayWithinMs) throw new Error(`${now} of ${records} were replayed`);
          await sleep(50);
        }
        const from = first ?? { atMs: startedMs, copied: 0 };
        wholeMs.push(performance.now() - startedMs);
        const perSecond = (records - from.copied) / ((performance.now() - from.atMs) / 1000);
        batch = Math.max(1, Math.round(records / (await metricOf(manager, 'plimsoll_manager_saves_total'))));
        for (const role of ['manager', 'engine', 'prover'] as const) await component(role, 'b').stop();
        return perSecond;
      };
      const samples = await inTurn(
        rounds,
        {
          replay,
          reading: () =>
            limit('read-topic.ts', {
              topic: pending.topic,
              brokers: cluster.bootstrapFrom('b'),
              groupId: `bench-${(files += 1)}`,
              records,
            } satisfies ReadTold),
          verifying: () =>
            limit('verify-signatures.ts', {
              orders: orders(lot),
              seconds: limitSeconds,
            } satisfies VerifyTold),
          inserting: () =>
            limit('insert-operations.ts', {
              orders: orders(lot),
              url: operator.databaseUrl('b'),
              batch: batch > 1 ? batch : 500,
              seconds: limitSeconds,
            } satisfies InsertTold),
        },
        (name, round, value) => say(`${name} ${round + 1}: ${Math.round(value)} a second`),
      );
      const slowest = limits.toSorted((one, other) => median(samples[one]) - median(samples[other]))[0];
      if (!slowest) throw new Error('nothing to hold it against');
      const { ratio, low, high } = pairedRatio(samples.replay, samples[slowest]);
      const rate = (values: readonly number[]): string => String(Math.round(median(values)));
      return {
        what: `replay of ${records / 1000} k operations by a fresh instance`,
        measured: `${rate(samples.replay)} a second; ${(median(wholeMs) / 1000).toFixed(1)} s from the start of its process (n = ${rounds})`,
        against: `the slowest of: reading the topic with kafkajs ${rate(samples.reading)}; verifying the signatures ${rate(samples.verifying)}; inserting the rows ${rate(samples.inserting)} a second`,
        ratio,
        toReach: '≥ 0.5',
        reached: ratio >= 0.5,
        notes: [
          `Held against: ${slowest}; the ratios of neighbours lie between ${low.toFixed(2)} and ${high.toFixed(2)}.`,
          `The topic of an instance in site a (3 partitions, R = 3 over three sites), whose processes are stopped, with ${records} orders of ${accounts} accounts, records of ${recordBytes} bytes. An instance in site b with an empty database and without offsets takes them over through Toxiproxy: read, every hash worked out anew, committed in PostgreSQL (fsync on), registered with its engine, offset committed. Counted from the first records that are all of that to the last.`,
          'Nothing of it is on chain in the first round, so its engine submits batches all the while; the later rounds find some of them executed. The engine verifies the signature of each, in its one thread.',
          `Each limit has the host nearly to itself. Reading: kafkajs by itself, a group of one. Verifying: Node's crypto in the ${process.env['UV_THREADPOOL_SIZE'] ?? '4'} threads of its pool. Inserting: as many rows a transaction as the manager came to by itself (${batch} in the last round).`,
        ],
        samples: {
          'replayed per second': samples.replay,
          'from the start of the process to the last, ms': wholeMs,
          'records read per second': samples.reading,
          'signatures verified per second': samples.verifying,
          'rows inserted per second': samples.inserting,
        },
        fsyncMs: { before, after: fsyncProbeMs(scratch) },
      };
    } finally {
      await testbed.close();
    }
  },
};

/** The database of an instance as it is before its first start. */
async function forget(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop schema if exists operator_manager cascade');
  await client.end();
}

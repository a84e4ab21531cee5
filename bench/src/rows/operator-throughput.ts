import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '@plimsoll/testbed/testbed';
import { figuresOf } from '../measure/figures-of.ts';
import { fsyncProbeMs } from '../measure/fsync-probe.ts';
import { inTurn } from '../measure/in-turn.ts';
import { median } from '../measure/median.ts';
import { openNullEndpoint, type NullEndpoint } from '../measure/open-null-endpoint.ts';
import { pairedRatio } from '../measure/paired-ratio.ts';
import { spread } from '../measure/spread.ts';
import type { InsertTold } from '../operator/insert-operations.ts';
import { metricOf } from '../operator/metric-of.ts';
import { openOperator } from '../operator/open-operator.ts';
import type { OrderFlowFigures, OrderFlowTold } from '../operator/order-flow.ts';
import { producerPerformance } from '../operator/producer-performance.ts';
import { type OrdersTold, recordOf, signOrders } from '../operator/sign-orders.ts';
import type { VerifyTold } from '../operator/verify-signatures.ts';
import type { Row } from '../row.ts';

const rounds = 3;
const seconds = 3;
const accounts = 256;
const callsARequest = 16;
const requestsInFlight = 24;
const orderBytes = 200;
/** Signed ahead for a run: about twice what is needed. */
const signed = 48_000;
/** Enough for every limit that does not care whether an order comes twice. */
const lot = 5000;
const limits = ['ProducerPerformance', 'null endpoint', 'verifying', 'inserting'] as const;
const source = join(import.meta.dirname, '../operator');

/** How fast an instance accepts: own topic on all replicas in sync in three sites, own database, engine, then the answer. */
export const operatorThroughput: Row = {
  name: 'operator-throughput',
  async measure(bench) {
    const { say, scratch } = bench;
    const before = fsyncProbeMs(scratch);
    const operator = await openOperator(bench, { accounts, instances: { a: 1, b: 0, c: 0 } });
    const { component, kafka, rollup, keys } = operator;
    let endpoint: NullEndpoint | undefined;
    let runs = 0;
    const told = (what: object): string => {
      const path = join(scratch, `told-${(runs += 1)}.json`);
      writeFileSync(path, JSON.stringify(what));
      return path;
    };
    const measured = async (script: string, what: object): Promise<number> =>
      (await figuresOf<{ perSecond: number }>(join(source, script), [told(what)])).perSecond;
    try {
      const manager = component('manager');
      const pending = kafka.topics.find(({ name }) => name === 'pending-operations');
      if (!pending) throw new Error('there is no topic for pending operations');
      const cluster = kafka.clusterOfTopic(pending.topic);
      const orders = (from: number, count: number): OrdersTold => ({ rollup, keys, from, count, orderBytes });
      let from = 0;
      const flow = async (to: Address, lap: OrdersTold, again: boolean): Promise<OrderFlowFigures> =>
        figuresOf<OrderFlowFigures>(join(source, 'order-flow.ts'), [
          told({ orders: lap, to, seconds, callsARequest, requestsInFlight, again } satisfies OrderFlowTold),
        ]);
      const accept = async (): Promise<number> => {
        const { perSecond, accepted } = await flow(
          manager.addressFrom('a', 'api'),
          orders(from, signed),
          false,
        );
        from += accepted;
        return perSecond;
      };
      // What is accepted and not on chain yet would go on to take its share of the processors.
      const alone = async (limit: () => Promise<number>): Promise<number> => {
        const others = [component('engine'), component('prover')];
        for (const each of others) await each.pause();
        try {
          return await limit();
        } finally {
          for (const each of others) await each.resume();
          for (const each of [...others, manager]) await each.ready();
        }
      };
      endpoint = await openNullEndpoint('operator/null-rpc.ts');
      const nothing = endpoint.address;
      const written = async (): Promise<number> => {
        const ends = await cluster.endOffsets(pending.topic);
        return [...ends.values()].reduce((sum, end) => sum + Number(end), 0);
      };

      say('warming up');
      await accept();
      const batch = Math.max(
        1,
        Math.round((await written()) / Math.max(1, await metricOf(manager, 'plimsoll_manager_saves_total'))),
      );
      const recordBytes = Buffer.byteLength(signOrders(orders(0, 1)).map(recordOf)[0] ?? '');
      say(`${batch} rows a transaction on average, records of ${recordBytes} bytes`);
      let topics = 0;
      const produce = async (): Promise<number> => {
        const topic = `bench-${(topics += 1)}`;
        const { assignment, minInSyncReplicas } = pending;
        await cluster.createTopic({ topic, assignment, minInSyncReplicas });
        try {
          const brokers = cluster.bootstrapFrom('a');
          return await producerPerformance({ topic, brokers, records: 100_000, recordBytes });
        } finally {
          await cluster.deleteTopic(topic);
        }
      };
      const samples = await inTurn(
        rounds,
        {
          manager: accept,
          ProducerPerformance: () => alone(produce),
          'null endpoint': () => alone(async () => (await flow(nothing, orders(0, lot), true)).perSecond),
          verifying: () =>
            alone(() =>
              measured('verify-signatures.ts', { orders: orders(0, lot), seconds } satisfies VerifyTold),
            ),
          inserting: () =>
            alone(() =>
              measured('insert-operations.ts', {
                orders: orders(0, lot),
                url: operator.databaseUrl(),
                batch,
                seconds,
              } satisfies InsertTold),
            ),
          'manager again': accept,
        },
        (name, round, value) => say(`${name} ${round + 1}: ${Math.round(value)} a second`),
      );
      const slowest = limits.toSorted((one, other) => median(samples[one]) - median(samples[other]))[0];
      if (!slowest) throw new Error('nothing to hold it against');
      const { ratio, low, high } = pairedRatio(samples.manager, samples[slowest]);
      const noise = spread([...samples.manager, ...samples['manager again']]);
      const rate = (values: readonly number[]): string => String(Math.round(median(values)));
      return {
        what: 'operations accepted, acks=all, replicated across three sites',
        measured: `${rate(samples.manager)} a second (n = ${rounds} × ${seconds} s)`,
        against: `the slowest of: Kafka's ProducerPerformance ${rate(samples.ProducerPerformance)}; a null JSON-RPC endpoint ${rate(samples['null endpoint'])}; verifying the same signatures ${rate(samples.verifying)}; inserting the same rows ${rate(samples.inserting)} a second`,
        ratio,
        toReach: '≥ 0.5',
        reached: ratio >= 0.5,
        notes: [
          `Held against: ${slowest}; the ratios of neighbours lie between ${low.toFixed(2)} and ${high.toFixed(2)}; the manager against itself spreads by ${(noise * 100).toFixed(0)} %.`,
          `One instance in site a; its topic has 3 partitions, R = 3 with a replica in each of three sites, min ISR 2, all bytes between sites through Toxiproxy without added delay. ${requestsInFlight} HTTP requests in flight, each an array of ${callsARequest} calls, money orders of ${accounts} accounts with ${orderBytes} opaque bytes (records of ${recordBytes} bytes), signed ahead. Accepted: acknowledged by all replicas in sync, committed in PostgreSQL (fsync on), with the engine.`,
          'Manager, engine, prover, three brokers, proxies, PostgreSQL, the chain and the generator share the processors of the host, and batches go on chain all the while; for a limit, engine and prover are paused, so each limit has the host nearly to itself.',
          `ProducerPerformance: a topic with the same assignment and settings, records of the same size, its own defaults else. Null endpoint: the same generator, the same calls, the interface's validation of parameters. Verifying: Node's crypto in the ${process.env['UV_THREADPOOL_SIZE'] ?? '4'} threads of its pool, as in the manager. Inserting: ${batch} rows a transaction, which is what the manager came to by itself, one after another on one connection.`,
        ],
        samples: {
          'manager, operations accepted per second': samples.manager,
          'manager again (A/A)': samples['manager again'],
          'ProducerPerformance, records per second': samples.ProducerPerformance,
          'null endpoint, calls per second': samples['null endpoint'],
          'signatures verified per second': samples.verifying,
          'rows inserted per second': samples.inserting,
        },
        fsyncMs: { before, after: fsyncProbeMs(scratch) },
      };
    } finally {
      await endpoint?.close();
      await operator.testbed.close();
    }
  },
};

import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { restoreSite } from '@plimsoll/faults/restore-site';
import { linksOf } from '@plimsoll/faults/targets/sites';
import { SESSION_TIMEOUT_MS } from '@plimsoll/testbed/services/kafka/broker-properties';
import type { Instance } from '@plimsoll/testbed/testbed';
import { outageWords } from '../measure/outage-words.ts';
import { openTwoSites, type TwoSites } from '../operator/open-two-sites.ts';
import { OrderStream } from '../operator/order-stream.ts';
import type { Row } from '../row.ts';

const repetitions = 6;
const accounts = 60;
const everyMs = 50;
/** Writes must have failed for so long before the procedure counts as needed. */
const blockedForMs = 1000;
const command = resolve(import.meta.dirname, '../../../apps/operator-manager/src/min-in-sync/main.ts');

/** One lost site, in milliseconds. */
interface Lost {
  readonly how: 'dead' | 'dark';
  /** From the first refusal to the procedure: as long as whoever decides takes, so no figure of the subject's. */
  readonly blockedMs: number;
  /** From the start of the command to its end, and to the first acceptance of an order that was sent after it began. */
  readonly commandMs: number;
  readonly acceptedMs: number;
}

/** With two sites that lose nothing, one that is lost blocks the other until somebody decides: how soon it accepts after that. */
export const operatorOutageProcedure: Row = {
  name: 'operator-outage-procedure',
  async measure(bench) {
    const { say } = bench;
    const operator = await openTwoSites(bench, { manifest: 'subject.yaml', accounts });
    const orders = new OrderStream(operator.rollup, operator.keys, 2000);
    try {
      const lost: Lost[] = [];
      const wanted = bench.trials ?? repetitions;
      for (let number = 0; number < wanted; number += 1) {
        const one = await loseSite(operator, orders, number % 2 === 0 ? 'dead' : 'dark');
        lost.push(one);
        say(
          `${number + 1} of ${wanted}, ${one.how}: blocked; command ${one.commandMs.toFixed(0)} ms, accepted after ${one.acceptedMs.toFixed(0)} ms`,
        );
      }
      const of = (pick: (one: Lost) => number): readonly number[] => lost.map((one) => Math.round(pick(one)));
      const accepted = of(({ acceptedMs }) => acceptedMs);
      return {
        what: 'two sites, one lost: from the procedure (lower min.insync.replicas) to the first acceptance',
        measured: outageWords(accepted),
        against: `of it the command itself: ${outageWords(of(({ commandMs }) => commandMs))}`,
        ratio: null,
        toReach: '< 5 s',
        reached: accepted.length >= repetitions && Math.max(...accepted) < 5000,
        notes: [
          `Two sites, a cluster in each, R = 2 with a replica in each site, M = 2. Site b is lost (${lost.filter(({ how }) => how === 'dead').length} times dead, ${lost.filter(({ how }) => how === 'dark').length} times dark: bytes stop, then its processes die); the brokers take it for lost after ${SESSION_TIMEOUT_MS / 1000} s and writes are refused. Once they have been for ${blockedForMs} ms and b is out of sync, the documented command is run in site a (docs/architecture/a-site-is-lost.md), as a process of its own.`,
          `Clients in site a ask its gateway for a money order every ${everyMs} ms all the while; counted is the first acceptance of an order that was sent after the command had begun.`,
          'Then the site is brought back, and the same command puts M = 2 again once all replicas are in sync; the next repetition begins when both instances are ready.',
        ],
        samples: {
          'procedure to first acceptance, ms': accepted,
          'the command, ms': of(({ commandMs }) => commandMs),
          'blocked before the procedure, ms': of(({ blockedMs }) => blockedMs),
        },
      };
    } finally {
      orders.close();
      await operator.close();
    }
  },
};

/** One repetition: lost, blocked, decided, accepted; then everything as before. */
async function loseSite(operator: TwoSites, orders: OrderStream, how: Lost['how']): Promise<Lost> {
  const { testbed, kafka, components } = operator;
  const [manager] = components('manager');
  const [gateway] = components('gateway');
  const pending = kafka.topics.find(({ name, site }) => name === 'pending-operations' && site === 'a');
  if (!manager || !gateway || !pending) throw new Error('site a lacks a manager, a gateway or its topic');
  const cluster = kafka.clusterOfTopic(pending.topic);
  // Those of the consumers too: a busy host fences brokers now and then, and what b alone has is gone with it.
  const topics = [
    ...kafka.topics.filter(({ site }) => site === 'a').map(({ topic }) => topic),
    '__consumer_offsets',
  ];
  const isWhole = async (): Promise<boolean> => {
    const partitions = await Promise.all(topics.map((topic) => cluster.partitions(topic)));
    return partitions
      .flat()
      .every(({ leader, replicas, inSync }) => leader === replicas[0] && inSync.length === replicas.length);
  };
  const to = gateway.addressFrom('a', 'api');
  const refusedAtMs: number[] = [];
  let acceptedAtMs = -Infinity;
  let procedureAtMs = Infinity;
  const accepted = Promise.withResolvers<number>();
  await until(isWhole, 60_000, 'every leader is at home and all replicas are in sync');
  const writing = setInterval(() => {
    const sentAtMs = performance.now();
    void orders.once(to).then(({ outcome, doneAtMs }) => {
      if (outcome !== 'ok') return refusedAtMs.push(doneAtMs);
      acceptedAtMs = doneAtMs;
      if (sentAtMs >= procedureAtMs) accepted.resolve(doneAtMs);
      return undefined;
    });
  }, everyMs);
  try {
    await until(() => performance.now() - acceptedAtMs < 200, 20_000, 'writes are accepted before the loss');
    if (how === 'dark') await Promise.all(linksOf(testbed, 'b').map((link) => link.freeze()));
    await Promise.all(testbed.processesIn('b').map((process) => process.kill()));
    await until(
      async () => {
        const partitions = await cluster.partitions(pending.topic);
        const alone = partitions.every(({ inSync, leader }) => leader !== undefined && inSync.length === 1);
        return alone && performance.now() - acceptedAtMs > blockedForMs;
      },
      60_000,
      'site b is out of sync and site a blocked',
    );
    const blockedMs = performance.now() - acceptedAtMs;
    procedureAtMs = performance.now();
    await setMinInSync(testbed.dataDirectory, manager, 1);
    const commandMs = performance.now() - procedureAtMs;
    const late = sleep(60_000, undefined, { ref: false }).then(() => {
      throw new Error('nothing was accepted within a minute after the procedure');
    });
    const acceptedMs = (await Promise.race([accepted.promise, late])) - procedureAtMs;
    await restoreSite(testbed, 'b');
    await until(isWhole, 60_000, 'all replicas are in sync again');
    await setMinInSync(testbed.dataDirectory, manager, 2);
    await Promise.all(testbed.instances.map((instance) => instance.ready()));
    return { how, blockedMs, commandMs, acceptedMs };
  } finally {
    clearInterval(writing);
  }
}

/** Runs the documented command with the manager's own configuration. @throws with what it said, when it fails */
async function setMinInSync(dataDirectory: string, manager: Instance, replicas: number): Promise<void> {
  const files = join(dataDirectory, 'instances', manager.name, 'files');
  const config = readdirSync(files).find((name) => name.startsWith('config'));
  if (config === undefined) throw new Error(`${manager.name} has no configuration file in ${files}`);
  await promisify(execFile)(process.execPath, [
    command,
    '--config',
    join(files, config),
    '--replicas',
    String(replicas),
  ]);
}

/** Resolves once a condition holds. @throws naming it, when it does not in time */
async function until(holds: () => boolean | Promise<boolean>, withinMs: number, what: string): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`after ${withinMs} ms it is not so that ${what}`);
    await sleep(20);
  }
}

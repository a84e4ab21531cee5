import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { figuresOf } from '../measure/figures-of.ts';
import { median } from '../measure/median.ts';
import { metricOf } from '../operator/metric-of.ts';
import { openOperator } from '../operator/open-operator.ts';
import type { PacedFigures, PacedTold } from '../operator/paced-orders.ts';
import type { Row } from '../row.ts';

const ratePerSecond = 40;
const seconds = 40;
const warmMs = 4000;
const accounts = 256;
const orderBytes = 200;
const seed = 'bench';

/** How long an accepted operation takes to be in a block, under a steady load far below what the operator can do. */
export const acceptedToChain: Row = {
  name: 'accepted-to-chain',
  async measure(bench) {
    const { say, scratch } = bench;
    const operator = await openOperator(bench, { accounts, instances: { a: 1, b: 1, c: 0 } });
    const { chain, component, keys, rollup, testbed } = operator;
    try {
      const sites = ['a', 'b'];
      const provers = sites.map((site) => component('prover', site));
      const told: PacedTold = {
        orders: { rollup, keys, from: 0, count: ratePerSecond * (seconds + warmMs / 1000), orderBytes },
        to: sites.map((site) => component('manager', site).addressFrom(site, 'api')),
        ratePerSecond,
        seed,
        warmMs,
        chain: { url: chain.probeUrl, chainId: chain.chainId, contract: chain.contract, key: '' },
        withinMs: 30_000,
      };
      const path = join(scratch, 'told.json');
      writeFileSync(path, JSON.stringify(told));
      say(`${ratePerSecond} operations a second for ${seconds} s, seed ${seed}`);
      const over = new AbortController();
      const proving = proveMs(provers, over.signal);
      let figures: PacedFigures;
      try {
        figures = await figuresOf<PacedFigures>(join(import.meta.dirname, '../operator/paced-orders.ts'), [
          path,
        ]);
      } finally {
        over.abort();
      }
      const { toChainMs, blockMs, toAnswerMs } = figures;
      const provedMs = await proving;
      const boundMs = 2 * median(blockMs) + median(provedMs);
      const words = (values: readonly number[]): string =>
        `median ${Math.round(median(values))} ms, worst ${Math.round(Math.max(...values))} ms (n = ${values.length})`;
      // The worst has the worst blocks and the worst proof to wait for.
      const worstBoundMs = 2 * Math.max(...blockMs) + Math.max(...provedMs);
      const late = toChainMs.filter((ms) => ms > boundMs).length;
      const ratio = median(toChainMs) / boundMs;
      say(`on chain after ${words(toChainMs)}`);
      return {
        what: 'operation accepted → on chain, steady',
        measured: `${words(toChainMs)}; ${((100 * late) / toChainMs.length).toFixed(1)} % later than by the medians`,
        against: `block time: ${words(blockMs)}; prover: ${words(provedMs)}`,
        ratio,
        toReach: '≤ 2 blocks + prover time: median by the medians, worst by the worst',
        reached: median(toChainMs) <= boundMs && Math.max(...toChainMs) <= worstBoundMs,
        notes: [
          `The bound of the medians of this run: ${Math.round(boundMs)} ms, and the ratio is the median over it; of the worst block and the worst proof: ${Math.round(worstBoundMs)} ms.`,
          `Two instances, active-active, in sites a and b, asked in turn; the third site has a broker. Orders due in an open loop with exponential gaps (${ratePerSecond} a second, seed ${seed}), each answered after ${words(toAnswerMs)}.`,
          'From the answer as the client has it to the block as it is seen at the chain itself, which is looked at every 10 ms. The prover executes the batch again and burns 0.05 ms of CPU for each operation; its time is that of a job by its own metrics.',
        ],
        samples: {
          'accepted → on chain, ms: percentiles 1, 10, 25, 50, 75, 90, 99': percentiles(toChainMs),
          'between blocks, ms: the same': percentiles(blockMs),
          'prover, ms: the same': percentiles(provedMs),
        },
      };
    } finally {
      await testbed.close();
    }
  },
};

/** Time of each job of the provers, as their metrics tell it: looked at more often than batches come. */
async function proveMs(
  provers: readonly Parameters<typeof metricOf>[0][],
  over: AbortSignal,
): Promise<number[]> {
  const took: number[] = [];
  const seen = provers.map(() => ({ count: 0, sum: 0 }));
  while (!over.aborted) {
    for (const [at, prover] of provers.entries()) {
      const before = seen[at];
      const count = await metricOf(prover, 'plimsoll_prover_job_seconds_count');
      const sum = await metricOf(prover, 'plimsoll_prover_job_seconds_sum');
      const jobs = count - (before?.count ?? 0);
      if (jobs > 0)
        took.push(...Array.from({ length: jobs }, () => (1000 * (sum - (before?.sum ?? 0))) / jobs));
      seen[at] = { count, sum };
    }
    await sleep(100, undefined, { signal: over }).catch(() => undefined);
  }
  return took;
}

function percentiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return [1, 10, 25, 50, 75, 90, 99].map(
    (percent) =>
      sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? Number.NaN,
  );
}

import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSecondsOf } from '../measure/cpu-seconds-of.ts';
import { median } from '../measure/median.ts';
import { countsByOutcome } from '../operator/counts-by-outcome.ts';
import { gasSpent } from '../operator/gas-spent.ts';
import { openTwoSites, type TwoSites } from '../operator/open-two-sites.ts';
import { OrderStream } from '../operator/order-stream.ts';
import type { Bench, Row } from '../row.ts';

const windows = 3;
const operationsPerWindow = 400;
const perSecond = 40;
const accounts = 60;
/** Of CPU burnt for each operation proven, in place of what a validity prover would need: enough to be seen in /proc. */
const costMsPerOperation = 5;
const modes = { 'active-active': 'subject.yaml', 'active-passive': 'active-passive.yaml' } as const;

/** What one window of load cost. */
interface Cost {
  /** Seconds of prover CPU for batches that did not come to stand, and for those that did. */
  readonly wastedCpuSeconds: number;
  readonly usefulCpuSeconds: number;
  /** Of all prover processes, as the kernel counts it: theirs and what they burn while idle. */
  readonly kernelCpuSeconds: number;
  readonly wastedGas: number;
  readonly usefulGas: number;
  readonly reverted: number;
  readonly accepted: number;
  /** Own batches that ended otherwise than accepted. */
  readonly lostBatches: number;
}

/** What it costs that two instances submit at the same time: prover CPU and gas for batches that lost, active-active and active-passive. */
export const operatorCost: Row = {
  name: 'operator-cost',
  async measure(bench) {
    const active = await costs('active-active', bench);
    const passive = await costs('active-passive', bench);
    const of = (list: readonly Cost[], pick: (cost: Cost) => number): readonly number[] =>
      list.map((cost) => (pick(cost) * 1000) / operationsPerWindow);
    const cpu = (cost: Cost): number => cost.wastedCpuSeconds;
    const gas = (cost: Cost): number => cost.wastedGas;
    const share = (
      list: readonly Cost[],
      wasted: (cost: Cost) => number,
      useful: (cost: Cost) => number,
    ): string => {
      const sum = (pick: (cost: Cost) => number): number => list.reduce((all, cost) => all + pick(cost), 0);
      return `${((100 * sum(wasted)) / (sum(wasted) + sum(useful))).toFixed(0)} %`;
    };
    const words = (list: readonly Cost[]): string =>
      `prover CPU ${median(of(list, cpu)).toFixed(2)} s (${share(list, cpu, (cost) => cost.usefulCpuSeconds)} of all), ` +
      `gas ${Math.round(median(of(list, gas)))} (${share(list, gas, (cost) => cost.usefulGas)} of all)`;
    const detail = (name: string, list: readonly Cost[]): string =>
      `${name}: per 1,000 operations ${median(of(list, (cost) => cost.accepted)).toFixed(0)} batches accepted, ${median(of(list, (cost) => cost.lostBatches)).toFixed(0)} lost, ` +
      `${median(of(list, (cost) => cost.reverted)).toFixed(0)} submissions reverted; prover CPU well spent ${median(of(list, (cost) => cost.usefulCpuSeconds)).toFixed(2)} s, ` +
      `of both processes by /proc ${median(of(list, (cost) => cost.kernelCpuSeconds)).toFixed(2)} s; gas well spent ${Math.round(median(of(list, (cost) => cost.usefulGas)))}.`;
    return {
      what: 'wasted by two instances that submit, per 1,000 operations executed',
      measured: `active-active: ${words(active)}`,
      against: `active-passive: ${words(passive)}`,
      ratio: null,
      toReach: 'both modes side by side',
      reached: null,
      notes: [
        `The same load in both modes: ${perSecond} money orders a second of ${accounts} accounts, half of them through each of two instances in two sites, ${windows} windows of ${operationsPerWindow}; medians of the windows. A window ends when all its operations are final at both instances. Nothing fails.`,
        `Wasted CPU: jobs that were called off (the prover's own count) and proofs of batches that did not end accepted by the engine's own transaction (${costMsPerOperation} ms of CPU burnt for each operation, configured: it stands for a validity prover and is no measure of one). Wasted gas: submissions that the chain mined and reverted, read from its blocks.`,
        detail('Active-active', active),
        detail('Active-passive', passive),
        'What active-active gives for it: no take-over when an instance is lost (row operator-outage); in active-passive the passive engine waits for its turn, told from the chain.',
      ],
      samples: Object.fromEntries(
        Object.entries({ 'active-active': active, 'active-passive': passive }).flatMap(([mode, list]) => [
          [`${mode}, wasted prover CPU, s per 1,000`, of(list, cpu)],
          [`${mode}, prover CPU well spent, s per 1,000`, of(list, (cost) => cost.usefulCpuSeconds)],
          [`${mode}, provers by /proc, s per 1,000`, of(list, (cost) => cost.kernelCpuSeconds)],
          [`${mode}, wasted gas per 1,000`, of(list, gas)],
          [`${mode}, gas well spent per 1,000`, of(list, (cost) => cost.usefulGas)],
        ]),
      ),
    };
  },
};

/** Runs the load against one mode, on a testbed of its own. */
async function costs(mode: keyof typeof modes, bench: Bench): Promise<readonly Cost[]> {
  const { say } = bench;
  const operator = await openTwoSites(bench, {
    manifest: modes[mode],
    accounts,
    change: (manifest) => ({
      ...manifest,
      components: manifest.components.map((component) => {
        const { files } = component.start;
        if (component.role !== 'operator-prover' || typeof files?.['config'] !== 'string') return component;
        const config = `${files['config']}cost_ms_per_operation = ${costMsPerOperation}\n`;
        return { ...component, start: { ...component.start, files: { ...files, config } } };
      }),
    }),
  });
  const orders = new OrderStream(operator.rollup, operator.keys, 10_000);
  try {
    const to = operator.components('manager').map((manager) => manager.addressFrom(manager.site, 'api'));
    await orders.steady(to, operationsPerWindow / 4, perSecond);
    await allFinal(operator);
    const list: Cost[] = [];
    for (let window = 1; window <= windows; window += 1) {
      const before = await reading(operator);
      await orders.steady(to, operationsPerWindow, perSecond);
      await allFinal(operator);
      const cost = await since(operator, before);
      list.push(cost);
      say(
        `${mode} ${window} of ${windows}: ${cost.accepted} batches accepted, ${cost.lostBatches} lost, ${cost.reverted} reverted; prover CPU wasted ${cost.wastedCpuSeconds.toFixed(2)} s, gas wasted ${cost.wastedGas}`,
      );
    }
    return list;
  } finally {
    orders.close();
    await operator.close();
  }
}

/** Resolves when neither engine has an operation without a final outcome. @throws after a minute */
async function allFinal({ components }: TwoSites): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const { '': pending } = await countsByOutcome(components('engine'), 'plimsoll_engine_pending_operations');
    if (pending === 0) return;
    if (performance.now() > deadline) throw new Error(`${pending} operations have no final outcome`);
    await sleep(200);
  }
}

interface Reading {
  readonly height: number;
  readonly kernelCpuSeconds: number;
  readonly batches: Readonly<Record<string, number>>;
  readonly proofs: Readonly<Record<string, number>>;
  readonly jobs: Readonly<Record<string, number>>;
}

async function reading({ chain, components }: TwoSites): Promise<Reading> {
  const { height } = await chain.head();
  return {
    height,
    kernelCpuSeconds: components('prover').reduce((sum, { pid }) => sum + cpuSecondsOf(pid ?? 0), 0),
    batches: await countsByOutcome(components('engine'), 'plimsoll_engine_batches_total'),
    proofs: await countsByOutcome(components('engine'), 'plimsoll_engine_proof_cpu_seconds_total'),
    jobs: await countsByOutcome(components('prover'), 'plimsoll_prover_job_cpu_seconds_total'),
  };
}

async function since(operator: TwoSites, before: Reading): Promise<Cost> {
  const now = await reading(operator);
  const { accepted, reverted } = await gasSpent(operator.chain, before.height, now.height);
  const grown = (kind: 'batches' | 'proofs' | 'jobs', wanted: (outcome: string) => boolean): number =>
    Object.entries(now[kind])
      .filter(([outcome]) => wanted(outcome))
      .reduce((sum, [outcome, value]) => sum + value - (before[kind][outcome] ?? 0), 0);
  return {
    wastedCpuSeconds:
      grown('proofs', (outcome) => outcome !== 'accepted') + grown('jobs', (outcome) => outcome !== 'signed'),
    usefulCpuSeconds: grown('proofs', (outcome) => outcome === 'accepted'),
    kernelCpuSeconds: now.kernelCpuSeconds - before.kernelCpuSeconds,
    wastedGas: reverted.gas,
    usefulGas: accepted.gas,
    reverted: reverted.transactions,
    accepted: accepted.transactions,
    lostBatches: grown('batches', (outcome) => outcome !== 'accepted'),
  };
}

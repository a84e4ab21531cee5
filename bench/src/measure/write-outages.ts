import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@plimsoll/history/plan';
import type { RunVerdict, TrialResult } from '@plimsoll/guarantees/verdict';
import type { Bench } from '../row.ts';
import { plimsoll } from './plimsoll.ts';

/** A series of trials: which scenario, against which subject, and how many of them. */
export interface WantedTrials {
  /** In words; also the name of its files. */
  readonly name: string;
  readonly subject: string;
  readonly scenario: string;
  /** The first so many trials of the scenario; all where nothing is said. */
  readonly trials?: number;
  readonly seed: string;
}

/** What clients that the fault does not touch saw, trial by trial. */
export interface WriteOutages {
  readonly verdict: string;
  readonly reason: string;
  readonly planned: number;
  /** Trials with both receipts. */
  readonly tested: readonly OutageTrial[];
  /** Period of the coarsest stream of probes. */
  readonly resolutionMs: number;
}

/** One trial with its outage. */
export interface OutageTrial {
  readonly fault: string;
  readonly target: string;
  /** Whole milliseconds, from the last success before to the first after. */
  readonly ms: number;
  readonly censored: boolean;
  /** Where it was worst: probe, site of the client, endpoint. */
  readonly series: string;
}

/**
 * Runs the first trials of a scenario through the command line and reads the judged verdict: the longest time without a successful
 * write at the endpoints that a fault does not touch, gateways among them.
 *
 * @throws when the run could not be made, or no trial has its receipts
 */
export async function writeOutages(series: WantedTrials, { say, scratch }: Bench): Promise<WriteOutages> {
  const { name, subject, scenario, trials, seed } = series;
  const dry = await plimsoll(['run', subject, '--scenario', scenario, '--dry-run', '--seed', seed]);
  const whole = JSON.parse(dry.text) as Plan;
  const kept = whole.trials.slice(0, trials ?? whole.trials.length);
  const plan = join(scratch, `${name}.plan.json`);
  writeFileSync(plan, JSON.stringify({ ...whole, trials: kept }));
  const out = join(scratch, name);
  say(`${name}: ${kept.length} trials, seed ${seed}`);
  const run = await plimsoll(['run', subject, '--plan', plan, '--out', out], (line) =>
    say(`${name}: ${line}`),
  );
  if (run.code > 3) throw new Error(`${name}: exit code ${run.code}`);
  const verdict = JSON.parse(readFileSync(join(out, 'verdict.json'), 'utf8')) as RunVerdict;
  const tested = verdict.trials.filter(({ state }) => state === 'tested').flatMap(outageOf);
  if (tested.length === 0) throw new Error(`${name}: no trial was tested: ${verdict.reason}`);
  return {
    verdict: verdict.verdict,
    reason: verdict.reason,
    planned: kept.length,
    tested,
    resolutionMs: Math.max(...verdict.trials.map((trial) => trial.writeOutageMs?.resolutionMs ?? 0)),
  };
}

function outageOf({ fault, target, writeOutageMs: outage }: TrialResult): OutageTrial[] {
  if (outage === undefined) return [];
  const { ms, censored, series } = outage;
  return [{ fault, target, ms: Math.round(ms), censored, series }];
}

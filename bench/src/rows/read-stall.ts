import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@plimsoll/history/plan';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { median } from '../measure/median.ts';
import { plimsoll } from '../measure/plimsoll.ts';
import { spread } from '../measure/spread.ts';
import type { Bench, Row } from '../row.ts';

/** A series of one fault against one subject. */
interface Series {
  readonly name: string;
  readonly subject: string;
  readonly scenario: string;
  readonly fault: string;
  readonly target: RegExp;
  readonly trials: number;
  readonly holdMs: number;
}

const killed: Series = {
  name: 'swift, killed',
  subject: 'apps/sequencer/subject.yaml',
  scenario: 'standard-kill',
  fault: 'kill',
  target: /sequencer/,
  trials: 21,
  holdMs: 1500,
};
const killedFaithful: Series = {
  ...killed,
  name: 'faithful, killed',
  subject: 'apps/sequencer/faithful.yaml',
  // The original waits until a node has been silent for its offline interval, and then for its next check.
  trials: 3,
  holdMs: 14_000,
};
const lost: Series = {
  name: 'swift, host lost',
  subject: 'apps/sequencer/subject.yaml',
  scenario: 'standard-dark',
  fault: 'site-dark',
  target: /./,
  trials: 5,
  holdMs: 6000,
};

/** How long the nodes that live show nothing new when another one is killed; and, beside it, when its host falls silent. */
export const readStall: Row = {
  name: 'read-stall',
  async measure(bench) {
    const swift = await outages(killed, bench);
    const faithful = await outages(killedFaithful, bench);
    const dark = await outages(lost, bench);
    const words = (values: readonly number[]): string =>
      `median ${seconds(median(values))}, worst ${seconds(Math.max(...values))} of ${values.length}`;
    const worst = Math.max(...swift.ms);
    return {
      what: 'read stall after a process is killed, swift; host lost (dark) beside it',
      measured: `killed: ${words(swift.ms)}; host lost: ${words(dark.ms)}`,
      against: `faithful, killed: ${words(faithful.ms)} (8–13 s derived for the original)`,
      ratio: median(swift.ms) / median(faithful.ms),
      toReach: '< 0.3 s killed (median and worst of ≥ 20 jittered trials)',
      reached: worst < 300 && swift.ms.length >= 20 && swift.censored === 0,
      notes: [
        `Longest time without anything new to read at the nodes that were not touched, as judged from the history of a full run with load; resolution ${swift.resolutionMs} ms. Injection jittered against the subject's own timers.`,
        `The runs' verdicts: ${[swift, faithful, dark].map(({ name, verdict, seed }) => `${name} ${verdict} (seed ${seed})`).join('; ')}. Censored trials: ${swift.censored}, ${faithful.censored}, ${dark.censored}.`,
        `Trials of one series spread by ${spread(swift.ms).toFixed(1)}, ${spread(faithful.ms).toFixed(1)} and ${spread(dark.ms).toFixed(1)} times their median.`,
        'Host lost: the bytes of a whole site stop, nothing closes, then its processes die; the harness promotes the standby where the primary was there.',
      ],
      samples: {
        'swift, killed, ms': swift.ms,
        'faithful, killed, ms': faithful.ms,
        'swift, host lost, ms': dark.ms,
      },
    };
  },
};

interface Outages {
  readonly name: string;
  readonly verdict: string;
  readonly seed: string;
  readonly ms: readonly number[];
  readonly censored: number;
  readonly resolutionMs: number;
}

/** Runs the first trials of a standard scenario through the command line, as anybody would, and reads the verdict. */
async function outages(series: Series, { say, scratch }: Bench): Promise<Outages> {
  const { name, subject, scenario, fault, target, trials, holdMs } = series;
  const dry = await plimsoll(['run', subject, '--scenario', scenario, '--dry-run', '--seed', 'bench']);
  const whole = JSON.parse(dry.text) as Plan;
  const kept = whole.trials
    .filter((trial) => trial.fault === fault && target.test(trial.target))
    .slice(0, trials)
    .map((trial, index) => ({ ...trial, trial: index, holdMs }));
  const plan = join(scratch, `${name}.plan.json`);
  writeFileSync(plan, JSON.stringify({ ...whole, trials: kept }));
  const out = join(scratch, name);
  if (kept.length < trials)
    throw new Error(`${name}: ${scenario} has ${kept.length} such trials of ${trials}`);
  say(`${name}: ${kept.length} trials`);
  const run = await plimsoll(['run', subject, '--plan', plan, '--out', out], (line) =>
    say(`${name}: ${line}`),
  );
  if (run.code > 3) throw new Error(`${name}: exit code ${run.code}`);
  const verdict = JSON.parse(readFileSync(join(out, 'verdict.json'), 'utf8')) as RunVerdict;
  const seen = verdict.trials
    .filter(({ state }) => state === 'tested')
    .flatMap((trial) => trial.readOutageMs ?? []);
  const ms = seen.map((outage) => Math.round(outage.ms));
  say(`${name}: ${verdict.verdict}, ${ms.join(' ')} ms`);
  if (ms.length === 0) throw new Error(`${name}: no trial was tested: ${verdict.reason}`);
  return {
    name,
    verdict: verdict.verdict,
    seed: verdict.seed,
    ms,
    censored: seen.filter(({ censored }) => censored).length,
    resolutionMs: Math.max(...seen.map(({ resolutionMs }) => resolutionMs)),
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

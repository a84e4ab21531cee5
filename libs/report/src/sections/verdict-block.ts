import { worstOutage } from '@plimsoll/guarantees/measure/outage';
import { mergeDistributions } from '@plimsoll/guarantees/measure/distribution';
import type { FaultRow } from '@plimsoll/guarantees/measure/fault-rows';
import { count, duration, outageWords } from '../figures.ts';
import { hull } from '../hull.ts';
import { loadWords } from '../load-words.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import { verdictHeading } from '../verdict-heading.ts';
import type { ReportModel } from '../report-input.ts';
import type { Section } from '../sections.ts';

/** The verdict with its one line of reason, four figures, and the hull. */
export const verdictBlock: Section = (model) => {
  const { subject, runs } = model;
  const write = worstOutage(model.rows.flatMap((row) => row.worstWrite ?? []));
  const read = worstOutage(model.rows.flatMap((row) => row.worstRead ?? []));
  const touched = worstOutage(model.rows.flatMap((row) => row.worstTouched ?? []));
  const latency = mergeDistributions(runs.map((run) => run.load.latency));
  const p99 = latency.percentiles.find(({ p }) => p === 99) ?? latency.percentiles.at(-1);
  const achieved = runs.map((run) => run.load.achievedPerSecond);
  return markup`<div class="first"><div>
${verdictHeading(model.verdict)}
<p class="reason">${model.reason}</p>
${model.verdict === 'PASS' ? null : markup`<p class="of"><a href="#witnesses">What was seen</a></p>`}
<p class="of">${subject.name} ${subject.version}${subject.profile === undefined ? '' : `, profile ${subject.profile}`}${subject.mutant === undefined ? '' : `, mutant ${subject.mutant}`}</p>
<dl class="key">${[
    lossFigure(model),
    figure('writes stop, worst', outageWords(write ?? touched), where(model, write)),
    figure('reads stop, worst', outageWords(read ?? touched), where(model, read)),
    figure(
      `latency${p99 === undefined ? '' : ` p${p99.p}`}`,
      p99 === undefined ? '–' : duration(p99.ms),
      `n = ${count(latency.n)}, ${range(achieved)} ok/s`,
    ),
  ]}</dl></div>
${hull(model.lines, model.verdict)}</div>`;
};

/** Losses as booked to trials; those that no trial accounts for (a run without faults) as their guarantee counted them. */
function lossFigure(model: ReportModel): Markup {
  const { many, lossGuarantee, lossCounted } = loadWords(model.runs);
  const name = `acknowledged ${many} lost`;
  const lost = lostIn(model.rows.filter((row) => !row.losesByNature));
  const broken = model.guarantees.find(({ id }) => id === lossGuarantee)?.finding;
  if (lost === 0 && broken?.verdict === 'FAIL')
    return figure(
      name,
      count(broken.violations),
      `${lossCounted}, in ${count(broken.checked)} checked`,
      true,
    );
  const byNature = lostIn(model.rows.filter((row) => row.losesByNature));
  const ok = model.runs.reduce((sum, run) => sum + run.load.ok, 0);
  const more = byNature === 0 ? '' : `; ${count(byNature)} more by a fault whose nature it is`;
  return figure(name, count(lost), `of ${count(ok)} answered ok${more}`, lost > 0);
}

function where(model: ReportModel, away: unknown): string {
  if (model.rows.length === 0) return 'no fault in this run';
  return away === undefined ? 'where the fault is' : 'away from the fault';
}

function lostIn(rows: readonly FaultRow[]): number {
  return rows.reduce((sum, row) => sum + (row.lost ?? 0), 0);
}

function figure(name: string, value: string, note: string, bad = false): Markup {
  return markup`<div><dt>${name}</dt><dd class="${bad ? 'bad' : ''}">${value}<small>${note}</small></dd></div>`;
}

function range(rates: readonly number[]): string {
  const low = count(Math.min(...rates, Infinity) === Infinity ? 0 : Math.min(...rates));
  const high = count(Math.max(...rates, 0));
  return low === high ? low : `${low} to ${high}`;
}

import * as Plot from '@observablehq/plot';
import { ecdf, ecdfQuantile } from '@plimsoll/guarantees/measure/ecdf';
import type { FaultRow, RowTrial } from '@plimsoll/guarantees/measure/fault-rows';
import { quantileBoundedByMaximum, quantileInterval } from '@plimsoll/guarantees/measure/order-statistics';
import type { Outage } from '@plimsoll/guarantees/verdict';
import { smallChart } from '../chart.ts';
import { duration, noStop, outageWords } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** Every trial of every fault, and the share of trials over by each time (HR-05, HS-08). */
export const outages: Section = (model) => {
  const rows = model.rows.filter((row) => row.trials.some((trial) => trial.state === 'tested'));
  if (rows.length === 0) return null;
  const longest = Math.max(
    1000,
    ...rows.flatMap((row) => row.trials.flatMap((trial) => [trial.write?.ms ?? 0, trial.read?.ms ?? 0])),
  );
  return markup`<section id="outages"><h2>How long it stopped</h2>
<p class="lead">Share of trials in which writes (solid, dots) and reads (dashed, rings) were back within the time, in seconds. A trial that never came back is an open arrow at the right: longer than that, not equal to it. With so few trials every one is listed and no percentile is printed.</p>
<div class="charts">${rows.map((row) => figure(row, longest))}</div></section>`;
};

function figure(row: FaultRow, longestMs: number): Markup {
  const tested = row.trials.filter((trial) => trial.state === 'tested');
  const writes = tested.flatMap((trial) => trial.write ?? []);
  const reads = tested.flatMap((trial) => trial.read ?? []);
  return markup`<figure><h3>${row.title}</h3><figcaption>${summary(writes.length > 0 ? writes : reads, writes.length > 0 ? 'writes' : 'reads')}</figcaption>
${writes.length + reads.length === 0 ? markup`<p class="soft">Every probed instance was touched by the fault.</p>` : curve(row.title, writes, reads, longestMs)}
<details><summary>${row.trials.length} trial${row.trials.length === 1 ? '' : 's'}</summary><table><thead><tr><th>trial</th><th>writes</th><th>reads</th><th>touched</th><th>steady again</th></tr></thead><tbody>${row.trials.slice(0, 400).map(trialLine)}</tbody></table></details></figure>`;
}

function curve(
  title: string,
  writes: readonly Outage[],
  reads: readonly Outage[],
  longestMs: number,
): Markup {
  const points = (list: readonly Outage[], kind: string) => {
    const steps = ecdf(list);
    return [
      { s: 0, share: 0, kind },
      ...steps.map(({ ms, share }) => ({ s: ms / 1000, share, kind })),
    ].concat(steps.length > 0 ? [{ s: longestMs / 1000, share: steps.at(-1)?.share ?? 0, kind }] : []);
  };
  const open = (list: readonly Outage[], kind: string) =>
    list.filter((one) => one.censored).map((one) => ({ s: one.ms / 1000, kind }));
  const write = points(writes, 'writes');
  const read = points(reads, 'reads');
  const dots = (list: typeof write) => list.slice(1, -1);
  return smallChart(`${title}: share of trials over by each time`, {
    height: 140,
    marginLeft: 38,
    marginRight: 12,
    marginBottom: 22,
    marginTop: 10,
    x: { domain: [0, longestMs / 1000], label: null, ticks: 5 },
    y: { domain: [0, 1], ticks: 2, tickFormat: '.0%', label: null, grid: true },
    marks: [
      Plot.line(read, {
        x: 's',
        y: 'share',
        curve: 'step-after',
        stroke: 'var(--fail)',
        strokeWidth: 2,
        strokeDasharray: '5 4',
      }),
      Plot.line(write, { x: 's', y: 'share', curve: 'step-after', stroke: 'var(--ok)', strokeWidth: 2 }),
      Plot.dot(dots(read), { x: 's', y: 'share', r: 4.5, stroke: 'var(--fail)', strokeWidth: 1.6 }),
      Plot.dot(dots(write), { x: 's', y: 'share', r: 3, fill: 'var(--ok)' }),
      Plot.text([...open(writes, 'writes'), ...open(reads, 'reads')], {
        x: 's',
        y: 0.5,
        text: () => '▷',
        fill: 'var(--bad)',
        fontSize: 15,
      }),
    ],
  });
}

function summary(list: readonly Outage[], what: string): string {
  if (list.length === 0) return 'nothing probed away from the fault';
  if (list.every(noStop))
    return `${what}: no stop seen in ${list.length} (grain ${duration(list[0]?.resolutionMs ?? 0)})`;
  const middle = quantileInterval(
    list.map((one) => (one.censored ? Infinity : one.ms)),
    0.5,
  );
  const worst = list.reduce((a, b) =>
    (b.censored && !a.censored) || (a.censored === b.censored && b.ms > a.ms) ? b : a,
  );
  const median = ecdfQuantile(ecdf(list), 0.5);
  const interval =
    middle?.low == null || middle.high == null
      ? ''
      : ` (95 %: ${duration(middle.low)} to ${duration(middle.high)})`;
  const bound = Math.floor(quantileBoundedByMaximum(list.length) * 100);
  return `${what}: median ${median === null ? 'not reached' : duration(median)}${interval}, worst ${outageWords(worst)} of ${list.length}${list.length >= 6 && !worst.censored ? `; p${bound} at most the worst` : ''}`;
}

function trialLine(trial: RowTrial): Markup {
  if (trial.state !== 'tested')
    return markup`<tr><td>${trial.trial}<span class="mode">${trial.target}</span></td><td colspan="4"><span class="pill invalid">${trial.state}</span></td></tr>`;
  const steady = trial.phases?.steadyMs;
  return markup`<tr><td>${trial.trial}<span class="mode">${trial.target}</span></td><td>${outageWords(trial.write)}</td><td>${outageWords(trial.read)}</td><td>${outageWords(trial.touched)}</td><td>${steady == null ? '–' : duration(steady)}</td></tr>`;
}

import * as Plot from '@observablehq/plot';
import { mergeDistributions, quantileCurve } from '@plimsoll/guarantees/measure/distribution';
import type { Distribution, RunVerdict } from '@plimsoll/guarantees/verdict';
import { smallChart } from '../chart.ts';
import { count, duration } from '../figures.ts';
import { loadWords } from '../load-words.ts';
import type { LoadWords } from '../load-words.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** The load as it was, with everything that HS-15 wants quoted, and the distributions behind it. */
export const load: Section = (model) => {
  const runs = model.runs.filter((run) => run.load.sends > 0);
  if (runs.length === 0) return null;
  const merged = {
    latency: mergeDistributions(runs.map((run) => run.load.latency)),
    service: mergeDistributions(runs.map((run) => run.load.serviceTime)),
    slip: mergeDistributions(runs.map((run) => run.load.slip)),
  };
  const errors = new Map<string, number>();
  for (const [code, n] of runs.flatMap((run) => Object.entries(run.load.errors)))
    errors.set(code, (errors.get(code) ?? 0) + n);
  const words = loadWords(runs);
  return markup`<section id="load"><h2>Load</h2><p class="lead">Open loop: ${words.many} are due by a schedule, whatever the subject does. Latency counts from the time that one was due, of ${words.many} answered ok; a percentile stands here only where at least ten samples lie beyond it.</p>
<table class="cards"><thead><tr><th>run</th><th>offered /s</th><th>sent /s</th><th>achieved /s</th><th>ok</th><th>refused</th><th>unknown</th><th>${words.read.name}</th></tr></thead><tbody>${runs.slice(0, 60).map((run) => runLine(run, words))}</tbody></table>
<div class="charts" style="margin-top:26px"><figure><h3>Percentiles</h3>${table(merged)}</figure>
<figure><h3>Share of ${words.many} that took longer</h3><figcaption>milliseconds; both axes logarithmic</figcaption>${curve(merged, words)}</figure></div>
${errors.size === 0 ? null : markup`<h3>Not ok, by code</h3><ul class="list">${[...errors].sort((a, b) => b[1] - a[1]).map(([code, n]) => markup`<li><b>${code}</b> <span style="display:inline">${count(n)}</span></li>`)}</ul>`}</section>`;
};

function runLine(run: RunVerdict, { read }: LoadWords): Markup {
  const { load: one } = run;
  return markup`<tr><td>${run.scenario}<span class="mode">seed ${run.seed}</span></td><td data-label="offered /s">${one.offeredPerSecond}</td><td data-label="sent /s">${one.sentPerSecond}</td><td data-label="achieved /s">${one.achievedPerSecond}</td><td data-label="ok">${count(one.ok)}</td><td data-label="refused">${count(one.fail)}</td><td data-label="unknown">${count(one.info)}</td><td data-label="${read.name}">${count(read.of(run))}</td></tr>`;
}

interface Merged {
  readonly latency: Distribution;
  readonly service: Distribution;
  readonly slip: Distribution;
}

function table(merged: Merged): Markup {
  const columns = merged.latency.percentiles.map(({ p }) => p);
  const line = (name: string, one: Distribution): Markup =>
    markup`<tr><td>${name}<span class="mode">n = ${count(one.n)}</span></td>${columns.map((p) => {
      const found = one.percentiles.find((each) => each.p === p);
      return markup`<td data-label="p${p}">${found === undefined ? '–' : duration(found.ms)}</td>`;
    })}<td data-label="max">${duration(one.maxMs)}</td></tr>`;
  return markup`<table class="cards"><thead><tr><th></th>${columns.map((p) => markup`<th>p${p}</th>`)}<th>max</th></tr></thead><tbody>${line('latency', merged.latency)}${line('service time', merged.service)}${line('slip', merged.slip)}</tbody></table>
<p class="soft" style="font-size:13.5px">Service time counts from when it was really sent; slip is how late the generator was.</p>`;
}

function curve(merged: Merged, { many }: LoadWords): Markup {
  const beyond = [0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001];
  const points = (one: Distribution, kind: string) =>
    quantileCurve(
      one,
      beyond.filter((share) => share * one.n >= 10).map((share) => 100 * (1 - share)),
    ).map(({ p, ms }) => ({ ms: Math.max(0.01, ms), beyond: 1 - p / 100, kind }));
  const ends = [...points(merged.latency, 'latency'), ...points(merged.slip, 'slip')];
  return smallChart(`Share of ${many} that took longer than each time`, {
    height: 210,
    marginLeft: 50,
    marginRight: 46,
    marginBottom: 34,
    x: { type: 'log', label: null, ticks: 4, tickFormat: '~g' },
    y: { type: 'log', label: null, grid: true, ticks: 4, tickFormat: '~%' },
    marks: [
      Plot.line(ends, {
        x: 'ms',
        y: 'beyond',
        z: 'kind',
        stroke: (point: (typeof ends)[number]) => (point.kind === 'latency' ? 'var(--ok)' : 'var(--mute)'),
        strokeWidth: 2,
      }),
      Plot.text(
        ends,
        Plot.selectFirst({
          x: 'ms',
          y: 'beyond',
          z: 'kind',
          text: 'kind',
          dx: 6,
          dy: -8,
          textAnchor: 'start',
          fill: 'var(--ink)',
        }),
      ),
    ],
  });
}

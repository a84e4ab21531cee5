import * as Plot from '@observablehq/plot';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { chart } from '../chart.ts';
import { downsample } from '../downsample.ts';
import { loadWords } from '../load-words.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import type { Section } from '../sections.ts';

const states = [
  ['ready', 'var(--lane-ready)', 8],
  ['not ready', 'var(--lane-notready)', 12],
  ['no answer', 'var(--lane-noanswer)', 14],
  ['paused', 'var(--lane-paused)', 16],
  ['down', 'var(--lane-down)', 18],
] as const;
/** One left margin for all three, so that a moment stands at one place in all. */
const left = { wide: 130, narrow: 46 } as const;
const runsAtMost = 12;
const spansAtMost = 600;

/** Instances, throughput and latency of each run on one axis of time, shaded by receipts. */
export const timeline: Section = (model) => {
  const runs = model.runs.slice(0, runsAtMost);
  return markup`<section id="timeline"><h2>What happened when</h2>
<p class="lead">One clock for all three pictures, seconds since the start of the run. Shaded: faults, from the receipt that they were applied to the receipt that they were healed, numbered by trial.</p>
<p class="legend">${states.map(([name, colour, height]) => markup`<span><i style="background:${colour};height:${height}px"></i>${name}</span>`)}</p>
${runs.map((run) => one(run, model.runs.length > 1))}
${model.runs.length > runs.length ? markup`<p class="soft">${model.runs.length - runs.length} more runs are in verdict.json.</p>` : null}</section>`;
};

function one(run: RunVerdict, named: boolean): Markup {
  return markup`<figure>${named ? markup`<h3>${run.scenario} <span class="soft">${run.seed}</span></h3>` : null}
${lanes(run)}<h3>${capital(loadWords([run]).many)} answered, per second</h3>
<p class="legend"><span><i style="background:var(--ok);height:3px"></i>ok</span><span><i style="background:var(--fail);height:10px"></i>refused</span><span><i style="background:var(--info);height:10px"></i>outcome unknown</span></p>${rates(run)}
<h3>Worst latency from the due time</h3>${latency(run)}</figure>`;
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function axis(run: RunVerdict): {
  readonly domain: [number, number];
  readonly bands: ReturnType<typeof bandsOf>;
} {
  const ends = [
    ...run.timeline.lanes.flatMap((lane) => lane.spans.map((span) => span.toMs)),
    ...run.timeline.sends.slice(-1).map((point) => point.atMs + run.timeline.bucketMs),
    1000,
  ];
  return { domain: [0, ends.reduce((a, b) => Math.max(a, b), 0) / 1000], bands: bandsOf(run) };
}

const bandsOf = (run: RunVerdict) =>
  run.timeline.faults.slice(0, 500).map((fault) => ({
    x1: fault.fromMs / 1000,
    x2: fault.toMs / 1000,
    label: String(fault.trial),
    title: `${fault.trial}: ${fault.fault} on ${fault.target}`,
  }));

const shade = (bands: ReturnType<typeof bandsOf>) =>
  Plot.rectX(bands, { x1: 'x1', x2: 'x2', fill: 'var(--fault)' });

function lanes(run: RunVerdict): Markup {
  const { domain, bands } = axis(run);
  const named = run.timeline.lanes.slice(0, 40);
  return chart('State of each instance over time, with faults', (_, narrow) => ({
    height: 40 + named.length * 26,
    marginLeft: narrow ? left.narrow : left.wide,
    marginRight: 12,
    marginTop: 18,
    marginBottom: 22,
    x: { domain, label: null, ticks: narrow ? 4 : 10 },
    y: {
      type: 'band',
      domain: named.map((lane) => lane.name),
      label: null,
      axis: narrow ? null : 'left',
      tickSize: 0,
    },
    marks: [
      shade(bands),
      ...states.map(([state, colour, height]) =>
        Plot.barX(
          named.flatMap((lane) =>
            lane.spans
              .slice(0, spansAtMost)
              .filter((span) => span.state === state)
              .map((span) => ({ name: lane.name, x1: span.fromMs / 1000, x2: span.toMs / 1000 })),
          ),
          {
            x1: 'x1',
            x2: 'x2',
            y: 'name',
            fill: colour,
            insetTop: (24 - height) / 2,
            insetBottom: (24 - height) / 2,
          },
        ),
      ),
      Plot.text(bands.length > (narrow ? 14 : 60) ? [] : bands, {
        x: (band: (typeof bands)[number]) => (band.x1 + band.x2) / 2,
        text: 'label',
        frameAnchor: 'top',
        dy: -12,
        fill: 'var(--fault-edge)',
        fontWeight: 600,
      }),
      ...(narrow
        ? [
            Plot.text(named, {
              y: 'name',
              text: 'name',
              frameAnchor: 'left',
              dx: -40,
              dy: -11,
              fontSize: 11,
              fill: 'var(--ink)',
              stroke: 'var(--paper)',
              strokeWidth: 3,
            }),
          ]
        : []),
    ],
  }));
}

function rates(run: RunVerdict): Markup {
  const { domain, bands } = axis(run);
  return chart(`${capital(loadWords([run]).many)} answered each second over time`, (width, narrow) => {
    const points = downsample(run.timeline, Math.floor(width / 3));
    const perSecond = 1000 / points.bucketMs;
    const list = points.sends.map((point) => ({
      s: (point.atMs + points.bucketMs / 2) / 1000,
      x1: point.atMs / 1000,
      x2: (point.atMs + points.bucketMs) / 1000,
      ok: point.ok * perSecond,
      fail: point.fail * perSecond,
      info: point.info * perSecond,
    }));
    return {
      height: 170,
      marginLeft: narrow ? left.narrow : left.wide,
      marginRight: 12,
      marginTop: 8,
      marginBottom: 22,
      x: { domain, label: null, ticks: narrow ? 4 : 10 },
      y: { label: null, grid: true, ticks: 4, zero: true },
      marks: [
        shade(bands),
        Plot.rect(
          list.filter((point) => point.fail > 0),
          { x1: 'x1', x2: 'x2', y1: 0, y2: 'fail', fill: 'var(--fail)' },
        ),
        Plot.rect(
          list.filter((point) => point.info > 0),
          {
            x1: 'x1',
            x2: 'x2',
            y1: 'fail',
            y2: (point: (typeof list)[number]) => point.fail + point.info,
            fill: 'var(--info)',
          },
        ),
        Plot.line(list, { x: 's', y: 'ok', stroke: 'var(--ok)', strokeWidth: 1.6 }),
        Plot.ruleY([0], { stroke: 'var(--line)' }),
      ],
    };
  });
}

function latency(run: RunVerdict): Markup {
  const { domain, bands } = axis(run);
  return chart('Worst latency over time', (width, narrow) => {
    const points = downsample(run.timeline, Math.floor(width / 3));
    const list = points.sends.flatMap((point) =>
      point.maxMs === null
        ? []
        : [{ s: (point.atMs + points.bucketMs / 2) / 1000, ms: Math.max(0.1, point.maxMs) }],
    );
    const [lowest, highest] = decades(list.map((point) => point.ms));
    return {
      height: 170,
      marginLeft: narrow ? left.narrow : left.wide,
      marginRight: 12,
      marginTop: 8,
      marginBottom: 30,
      x: { domain, label: null, ticks: narrow ? 4 : 10 },
      y: {
        type: 'log',
        domain: [lowest, highest],
        label: null,
        grid: true,
        ticks: [0.1, 1, 10, 100, 1000, 10_000, 100_000].filter((ms) => ms >= lowest && ms <= highest),
        tickFormat: (ms: number) => (ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`),
      },
      marks: [shade(bands), Plot.dot(list, { x: 's', y: 'ms', r: 1.5, fill: 'var(--ok)' })],
    };
  });
}

/** The powers of ten around all values, at least one decade. */
function decades(values: readonly number[]): readonly [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  if (high === 0) return [1, 10];
  const from = 10 ** Math.floor(Math.log10(low));
  return [from, Math.max(from * 10, 10 ** Math.ceil(Math.log10(high)))];
}

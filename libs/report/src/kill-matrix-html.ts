import { percent } from './figures.ts';
import { fateOf, totalsOf } from './kill-matrix.ts';
import type { KillMatrix, MatrixRun, MutantRow } from './kill-matrix.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { logo, page } from './page.ts';

const runsShown = 400;

/**
 * The kill matrix as a page of its own: who was convicted and who was not, mutants × guarantees, mutants × scenarios,
 * and the false alarms on the sound reference with their bound.
 */
export function killMatrixHtml(matrix: KillMatrix): string {
  const totals = totalsOf(matrix);
  const all = totals.convicted === totals.of && totals.of > 0;
  return page(
    `Kill matrix: ${totals.convicted} of ${totals.of} – Plimsoll`,
    markup`<header class="top"><span class="brand">${logo}Plimsoll</span><span>kill matrix</span><span>seed ${matrix.seed}</span></header>
<main><h1 class="verdict ${all ? 'PASS' : 'INCONCLUSIVE'}" style="margin-top:22px">${totals.convicted} of ${totals.of} convicted</h1>
<p class="reason">Each mutant is a subject of its own that breaks one rule. Convicted means that a guarantee which it breaks is among those that failed; a kill by another guarantee is none.</p>
<dl class="key"><div><dt>convicted, 95 % interval</dt><dd>${percent(totals.killRate.low)} to ${percent(totals.killRate.high)}<small>of mutants like these</small></dd></div>
<div><dt>runs to conviction</dt><dd>${totals.medianTrials ?? '–'}<small>median of those convicted</small></dd></div>
<div><dt>not convicted</dt><dd class="${totals.survivors.length > 0 ? 'bad' : ''}">${totals.survivors.length === 0 ? 'none' : totals.survivors.length}<small>${totals.survivors.join(', ')}</small></dd></div>
<div><dt>false alarms on the reference</dt><dd class="${totals.falseAlarms > 0 ? 'bad' : ''}">${totals.falseAlarms} of ${totals.cleanRuns}<small>rate below ${percent(totals.falseAlarmsBelow)} at 95 %${totals.cleanInvalid > 0 ? `; ${totals.cleanInvalid} more had no good evidence` : ''}</small></dd></div></dl>
<section id="mutants"><h2>Mutants</h2><table class="cards"><thead><tr><th>mutant</th><th>fate</th><th>runs to conviction</th><th>convicted by</th><th>k of n</th></tr></thead><tbody>${[...matrix.mutants].sort(survivorsFirst).map(mutantLine)}</tbody></table></section>
${grid(
  'By guarantee',
  'A filled square convicts as it should; an open one failed besides.',
  matrix,
  guaranteesOf(matrix),
  (row, id) => {
    const hits = row.runs.filter((run) => run.failed.includes(id)).length;
    return hits === 0 ? '' : row.guarantees.includes(id) ? 'kill' : 'other';
  },
)}
${grid(
  'By scenario',
  'Filled: convicted there at least once. Dot: tried there, not convicted.',
  matrix,
  matrix.scenarios,
  (row, scenario) => {
    const runs = row.runs.filter((run) => run.scenario === scenario);
    if (runs.length === 0) return '';
    return runs.some((run) => run.failed.some((id) => row.guarantees.includes(id))) ? 'kill' : 'tried';
  },
)}
<section id="clean"><h2>Clean runs</h2><p class="lead">The references, and sound subjects that look odd, under the same scenarios with their faults. Every FAIL here is a false alarm: the harness's fault, or the subject's.</p>
<details><summary>${matrix.clean.length} runs</summary><table class="cards"><thead><tr><th>scenario</th><th>verdict</th><th>failed</th></tr></thead><tbody>${matrix.clean.slice(0, runsShown).map(cleanLine)}</tbody></table></details></section></main>
<footer>A mutant of a rare race may widen its own window, and then says so in its description.</footer>`,
  );
}

function survivorsFirst(a: MutantRow, b: MutantRow): number {
  const order = ['survived', 'wrong witness', 'not tried', 'convicted'];
  return order.indexOf(fateOf(a).fate) - order.indexOf(fateOf(b).fate);
}

function mutantLine(row: MutantRow): Markup {
  const { fate, trials, kills, of } = fateOf(row);
  const killers = [
    ...new Set(row.runs.flatMap((run) => run.failed.filter((id) => row.guarantees.includes(id)))),
  ];
  const witness = row.runs.find((run) => run.failed.some((id) => row.guarantees.includes(id)))?.witness;
  return markup`<tr><td><b>${row.mutant}</b> <span class="soft">${row.subject}, breaks ${row.rules.join(', ')}</span><span class="mode">${row.how}</span>${
    witness === undefined
      ? null
      : markup`<details><summary class="mode">witness</summary><p>${witness}</p></details>`
  }</td><td data-label="fate"><span class="pill ${fate === 'convicted' ? 'ok' : fate === 'not tried' ? 'na' : 'no'}">${fate}</span></td><td data-label="runs to conviction">${trials ?? '–'}</td><td class="whole" data-label="convicted by">${killers.length === 0 ? markup`<span class="soft">${row.guarantees.join(', ')}</span>` : killers.join(', ')}</td><td data-label="k of n">${kills} of ${of}</td></tr>`;
}

function guaranteesOf(matrix: KillMatrix): readonly string[] {
  return [
    ...new Set(
      matrix.mutants.flatMap((row) => [...row.guarantees, ...row.runs.flatMap((run) => run.failed)]),
    ),
  ].sort();
}

const marks = {
  kill: markup`<svg viewBox="0 0 12 12" width="12" height="12" role="img" aria-label="convicted"><path d="M1 1h10v10H1z" fill="var(--good)"/></svg>`,
  other: markup`<svg viewBox="0 0 12 12" width="12" height="12" role="img" aria-label="failed besides"><path d="M2 2h8v8H2z" fill="none" stroke="var(--warn)" stroke-width="2"/></svg>`,
  tried: markup`<svg viewBox="0 0 12 12" width="12" height="12" role="img" aria-label="tried"><circle cx="6" cy="6" r="2.5" fill="var(--mute)"/></svg>`,
  '': null,
} as const;

/** Columns carry numbers, since names would not fit a phone; the key stands below. */
function grid(
  title: string,
  words: string,
  matrix: KillMatrix,
  columns: readonly string[],
  cell: (row: MutantRow, column: string) => keyof typeof marks,
): Markup | null {
  if (columns.length === 0 || matrix.mutants.length === 0) return null;
  return markup`<section><h2>${title}</h2><p class="lead">${words}</p><div style="overflow-x:auto"><table class="grid"><thead><tr><th></th>${columns.map((name, index) => markup`<th title="${name}">${index + 1}</th>`)}</tr></thead><tbody>${matrix.mutants.map(
    (row) =>
      markup`<tr><th title="${row.subject}">${row.mutant}</th>${columns.map((column) => markup`<td>${marks[cell(row, column)]}</td>`)}</tr>`,
  )}</tbody></table></div><ol class="key-list">${columns.map((name) => markup`<li>${name}</li>`)}</ol></section>`;
}

function cleanLine(run: MatrixRun): Markup {
  return markup`<tr><td>${run.scenario}<span class="mode">${run.subject === undefined ? '' : `${run.subject}, `}seed ${run.seed}</span></td><td data-label="verdict"><span class="pill ${run.verdict}">${run.verdict}</span></td><td data-label="failed">${run.failed.length === 0 ? '–' : run.failed.join(', ')}</td></tr>`;
}

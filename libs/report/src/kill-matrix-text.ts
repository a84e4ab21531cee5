import { percent } from './figures.ts';
import { fateOf, totalsOf } from './kill-matrix.ts';
import type { KillMatrix } from './kill-matrix.ts';
import { plain } from './markup.ts';
import { cut, pad, paintFor, width, wrap } from './paint.ts';
import type { PaintTarget } from './paint.ts';

/** The kill matrix for a terminal: a line a mutant, survivors named, false alarms with their bound. */
export function killMatrixText(matrix: KillMatrix, stream?: PaintTarget): string {
  const paint = paintFor(stream);
  const columns = Math.max(40, Math.min(stream?.columns ?? 100, 120));
  const totals = totalsOf(matrix);
  const name = Math.min(16, Math.max(6, ...matrix.mutants.map((row) => width(plain(row.mutant)))));
  const lines = matrix.mutants.map((row) => {
    const { fate, trials, kills, of } = fateOf(row);
    const by = [
      ...new Set(row.runs.flatMap((run) => run.failed.filter((id) => row.guarantees.includes(id)))),
    ];
    const colour = fate === 'convicted' ? paint.good : fate === 'not tried' ? paint.soft : paint.bad;
    const words = fate === 'convicted' ? by.join(', ') : `${row.guarantees.join(', ')}: ${row.how}`;
    const head = `  ${pad(cut(plain(row.mutant), name), name)}  `;
    const figures = `  ${pad(trials === null ? '–' : String(trials), 4)}${pad(`${kills}/${of}`, 7)}`;
    return `${head}${colour(pad(fate, 13))}${figures}${cut(plain(words), columns - width(head) - 13 - width(figures))}`.trimEnd();
  });
  const survivors =
    totals.survivors.length === 0
      ? 'No survivor.'
      : `Not convicted: ${totals.survivors.map(plain).join(', ')}.`;
  const alarms = `${totals.falseAlarms} false alarms in ${totals.cleanRuns} clean runs: the rate is below ${percent(totals.falseAlarmsBelow)} at 95 %.${totals.cleanInvalid > 0 ? ` ${totals.cleanInvalid} more clean runs had no good evidence.` : ''}`;
  return [
    '',
    paint.strong(`${totals.convicted} of ${totals.of} mutants convicted`),
    '',
    paint.soft(cut(`  ${pad('mutant', name)}  ${pad('fate', 13)}  runs k/n    by`, columns)),
    ...lines,
    '',
    ...wrap(survivors, columns).map((line) => (totals.survivors.length > 0 ? paint.bad(line) : line)),
    ...wrap(alarms, columns).map((line) => (totals.falseAlarms > 0 ? paint.bad(line) : line)),
    '',
  ].join('\n');
}

import type { FaultRow } from '@plimsoll/guarantees/measure/fault-rows';
import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { count, duration, noStop, outageWords } from './figures.ts';
import { loadWords } from './load-words.ts';
import { plain } from './markup.ts';
import { cut, pad, paintFor, width, wrap } from './paint.ts';
import type { Paint, PaintTarget } from './paint.ts';
import { reportModel } from './report-input.ts';
import type { ReportModel } from './report-input.ts';

/** The first screen of a report on a terminal: verdict, load lines, table of faults, witnesses, what was not tested. */
export function runSummary(verdict: RunVerdict, stream?: PaintTarget): string {
  return summary(reportModel(verdict), stream);
}

/** The same over all runs of a tier. */
export function tierSummary(verdict: TierVerdict, stream?: PaintTarget): string {
  return summary(reportModel(verdict), stream);
}

const signs = { held: '━━━━━ held', broken: '━╳ ━━ broken', 'not tested': '·  ·  · not tested' } as const;

function summary(model: ReportModel, stream: PaintTarget | undefined): string {
  const paint = paintFor(stream);
  const columns = Math.max(40, Math.min(stream?.columns ?? 100, 120));
  const verdictPaint = { PASS: paint.good, FAIL: paint.bad, INVALID: paint.warn, INCONCLUSIVE: paint.warn };
  const lines: string[] = [
    '',
    ...hang(`${model.verdict}  `, model.reason, columns).map((line, index) =>
      index === 0
        ? line.replace(model.verdict, verdictPaint[model.verdict](paint.strong(model.verdict)))
        : line,
    ),
    '',
    ...loadLineWords(model, paint, columns),
    '',
    ...faultTable(model.rows, paint, columns),
    ...witnesses(model, paint, columns),
    ...notTested(model, paint, columns),
    '',
    ...wrap(loadLine(model), columns),
    '',
  ];
  return lines.join('\n');
}

function loadLineWords(model: ReportModel, paint: Paint, columns: number): string[] {
  return model.lines.map((line) => {
    const colour = { held: paint.good, broken: paint.bad, 'not tested': paint.soft }[line.state];
    const sign = signs[line.state];
    const words = line.state === 'not tested' ? '' : plain(line.words);
    return `${pad(`  ${line.class}`, 11)}${colour(sign)}${words === '' ? '' : paint.soft(cut(`  ${words}`, columns - 11 - width(sign)))}`;
  });
}

function faultTable(rows: readonly FaultRow[], paint: Paint, columns: number): string[] {
  if (rows.length === 0) return [];
  const header =
    columns < 84
      ? ['fault (mode)', 'lost', 'writes', 'reads', 'back', 'n']
      : ['fault (mode)', 'lost?', 'writes stop', 'reads stop', 'back alone?', 'worst of'];
  const cells = rows.map((row) => [
    plain(`${row.title}${row.mode === '' ? '' : ` (${row.mode})`}`),
    row.lost === null ? '–' : row.lost === 0 ? 'no' : `${row.lost}${row.losesByNature ? ' (by nature)' : ''}`,
    stopWords(row, 'worstWrite'),
    stopWords(row, 'worstRead'),
    row.cameBack === null
      ? '–'
      : row.cameBack.yes === row.cameBack.of
        ? 'yes'
        : `${row.cameBack.yes} of ${row.cameBack.of}`,
    `${row.tested}${row.tested < row.planned ? ` of ${row.planned}` : ''}`,
  ]);
  const fixed = header
    .slice(1)
    .map((name, index) => Math.max(width(name), ...cells.map((row) => width(row[index + 1] ?? ''))));
  const first = Math.max(
    14,
    Math.min(
      columns - fixed.reduce((sum, one) => sum + one + 2, 0) - 2,
      Math.max(width(header[0] ?? ''), ...cells.map((row) => width(row[0] ?? ''))),
    ),
  );
  const line = (row: readonly string[]): string =>
    cut(
      `  ${pad(cut(row[0] ?? '', first), first)}${fixed.map((one, index) => `  ${pad(row[index + 1] ?? '', one)}`).join('')}`,
      columns,
    ).trimEnd();
  return [
    paint.soft(line(header)),
    ...cells.map((row, index) => {
      const bad = (rows[index]?.lost ?? 0) > 0 && rows[index]?.losesByNature === false;
      return bad ? paint.bad(line(row)) : line(row);
    }),
    ...(cells.some((row) => row.some((cell) => cell.endsWith(' *')))
      ? wrap('* at what the fault itself takes down: nothing else was probed', columns - 2).map((words) =>
          paint.soft(`  ${words}`),
        )
      : []),
  ];
}

function stopWords(row: FaultRow, which: 'worstWrite' | 'worstRead'): string {
  const outage = row[which];
  if (row.tested === 0) return '–';
  if (outage === null) return row.worstTouched === null ? '–' : `${outageWords(row.worstTouched)} *`;
  return noStop(outage) ? 'none seen' : outageWords(outage);
}

function witnesses(model: ReportModel, paint: Paint, columns: number): string[] {
  const lines: string[] = [];
  for (const one of model.guarantees.filter(({ finding }) => finding.verdict === 'FAIL').slice(0, 8)) {
    lines.push(
      '',
      `  ${paint.bad('broken')}  ${paint.strong(cut(plain(one.title), columns - 10))}  `.trimEnd(),
    );
    const witness = one.finding.witnesses[0];
    for (const line of wrap(plain(witness?.prose ?? one.finding.reason), columns - 4))
      lines.push(`    ${line}`);
    const where = (witness?.positions ?? []).slice(0, 6).map((at) => `history/${at.file}.ndjson:${at.line}`);
    for (const line of wrap(where.join('  '), columns - 4)) lines.push(`    ${paint.soft(line)}`);
  }
  const unsound = model.runs.flatMap((run) => run.validity.filter((check) => !check.ok)).slice(0, 12);
  if (unsound.length > 0) lines.push('');
  for (const check of unsound)
    for (const [index, line] of hang(`  ${check.check}: `, plain(check.words), columns).entries())
      lines.push(index === 0 ? paint.warn(line) : line);
  return lines;
}

function notTested(model: ReportModel, paint: Paint, columns: number): string[] {
  if (model.notTested.length === 0) return [];
  const shown = model.notTested.slice(0, 12);
  const more = model.notTested.length - shown.length;
  return [
    '',
    paint.strong('  Not tested'),
    ...shown.map(({ what, why }) => cut(plain(`    ${what}: ${why}`), columns)),
    ...(more > 0 ? [`    and ${more} more, in the report`] : []),
  ];
}

function loadLine(model: ReportModel): string {
  const { many } = loadWords(model.runs);
  const sends = model.runs.reduce((sum, run) => sum + run.load.sends, 0);
  const one = model.runs[0]?.load;
  if (one === undefined || sends === 0) return 'No load.';
  if (model.runs.length > 1) return `${model.runs.length} runs, ${count(sends)} ${many}.`;
  const shown = one.latency.percentiles.map(({ p, ms }) => `p${p} ${duration(ms)}`).join(', ');
  return `${count(sends)} ${many}, ${one.offeredPerSecond}/s offered, ${one.achievedPerSecond}/s achieved; latency ${shown === '' ? '' : `${shown}, `}max ${duration(one.latency.maxMs)} (n = ${count(one.latency.n)}).`;
}

/** Text behind a head, later lines under the text's beginning. */
function hang(head: string, text: string, columns: number): string[] {
  return wrap(plain(text), columns - width(head)).map((line, index) =>
    index === 0 ? head + line : ' '.repeat(width(head)) + line,
  );
}

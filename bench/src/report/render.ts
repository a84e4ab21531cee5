import type { StoredRow } from '../row.ts';

/** The table as Markdown, with what stands behind each line below it. */
export function renderMarkdown(rows: Readonly<Record<string, StoredRow>>): string {
  const entries = Object.entries(rows);
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const table = [
    ['what', 'measured', 'against', 'ratio', 'to reach', 'reached?'],
    ['---', '---', '---', '---', '---', '---'],
    ...entries.map(([, row]) => [
      row.what,
      row.measured,
      row.against,
      row.ratio === null ? '–' : row.ratio.toFixed(2),
      row.toReach,
      `${row.reached === null ? '–' : row.reached ? 'yes' : '**no**'}${busy(row) ? ' (busy host)' : ''}`,
    ]),
  ].map((line) => `| ${line.map(cell).join(' | ')} |`);
  const behind = entries.flatMap(([name, row]) => [
    `## ${name}`,
    '',
    `Measured ${row.at} on ${row.host}. Load average of the last minute: ${row.loadAverage.map((load) => load.toFixed(1)).join(' before, ')} after.`,
    ...(busy(row)
      ? ['**Other work kept this host busy: rates and latencies are not to be relied on; CPU figures are.**']
      : []),
    ...(row.fsyncMs === undefined
      ? []
      : [
          `Writing 8 KiB and waiting for the disk took ${row.fsyncMs.before.toFixed(2)} ms before and ` +
            `${row.fsyncMs.after.toFixed(2)} ms after (median of 100).`,
        ]),
    '',
    ...row.notes.map((note) => `- ${note}`),
    ...Object.entries(row.samples).map(
      ([series, values]) => `- ${series} (n = ${values.length}): ${values.map(short).join(', ')}`,
    ),
    '',
  ]);
  return [
    '# Measured',
    '',
    'Written by `npm run bench -- --publish reports`. Ratios are of one run, in turn, on one host; figures of different',
    'hosts or days are not compared. A row that was not run this time keeps its earlier figures, with their date.',
    '',
    ...table,
    '',
    ...behind,
  ].join('\n');
}

/** More was waiting for a processor at the start than there are: the host was not the bench's own. */
function busy({ loadAverage: [before], processors }: StoredRow): boolean {
  return before > processors;
}

/** Three significant digits, without an exponent. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

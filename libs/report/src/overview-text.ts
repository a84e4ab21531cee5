import type { Overview } from '@plimsoll/guarantees/overview';
import { plain } from './markup.ts';
import { pad, paintFor, wrap } from './paint.ts';
import type { PaintTarget } from './paint.ts';

/** Several subjects on a terminal: for each its verdict, its reason, and where its report is. `at` says how a folder of the overview is shown. */
export function overviewText(
  overview: Overview,
  at: (folder: string) => string,
  stream?: PaintTarget,
): string {
  const paint = paintFor(stream);
  const columns = Math.max(40, Math.min(stream?.columns ?? 100, 120));
  const colours = { PASS: paint.good, FAIL: paint.bad, INVALID: paint.warn, INCONCLUSIVE: paint.warn };
  const lines = ['', paint.strong(`Tier ${overview.tier}, ${overview.subjects.length} subjects`)];
  for (const one of overview.subjects) {
    const name = plain(`${one.subject.name} ${one.subject.version}`);
    lines.push(`  ${colours[one.verdict](paint.strong(pad(one.verdict, 14)))}${name}`);
    for (const line of wrap(plain(one.reason), columns - 16)) lines.push(`${' '.repeat(16)}${line}`);
    lines.push(`${' '.repeat(16)}${paint.soft(`report:  ${at(one.folder)}`)}`);
  }
  return `${lines.join('\n')}\n`;
}

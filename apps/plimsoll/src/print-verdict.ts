import { join, relative } from 'node:path';
import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { layout } from '@plimsoll/history/layout';
import { runSummary, tierSummary } from '@plimsoll/report/terminal';

/** The verdict of one run on the terminal, and where the rest is. */
export function printVerdict(verdict: RunVerdict, directory: string): void {
  process.stdout.write(`${runSummary(verdict, process.stdout)}\n${whereIs(directory)}`);
}

/** The verdict of a tier on the terminal, and where the rest is. */
export function printTier(verdict: TierVerdict, directory: string): void {
  process.stdout.write(`${tierSummary(verdict, process.stdout)}\n${whereIs(directory)}`);
}

function whereIs(directory: string): string {
  const shown = (name: string): string => relative(process.cwd(), join(directory, name));
  return `\nreport:  ${shown(layout.report)}\nverdict: ${shown(layout.verdict)}\nagain:   ./plimsoll judge ${relative(process.cwd(), directory)}\n`;
}

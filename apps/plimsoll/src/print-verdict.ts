import { join, relative } from 'node:path';
import type { Overview } from '@plimsoll/guarantees/overview';
import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { layout } from '@plimsoll/history/layout';
import { overviewText } from '@plimsoll/report/overview-text';
import { runSummary, tierSummary } from '@plimsoll/report/terminal';

/** The verdict of one run on the terminal, and where the rest is. */
export function printVerdict(verdict: RunVerdict, directory: string): void {
  process.stdout.write(`${runSummary(verdict, process.stdout)}\n${whereIs(directory)}`);
}

/** The verdict of a tier on the terminal, and where the rest is. */
export function printTier(verdict: TierVerdict, directory: string): void {
  process.stdout.write(`${tierSummary(verdict, process.stdout)}\n${whereIs(directory, 'report')}`);
}

/** Several subjects side by side on the terminal, and where the reports are. */
export function printOverview(all: Overview, directory: string): void {
  const shown = (folder: string): string => relative(process.cwd(), join(directory, folder, layout.report));
  process.stdout.write(`${overviewText(all, shown, process.stdout)}\nreport over all: ${shown('')}\n`);
}

/** A tier has no history of its own to judge again, but its reports can be drawn again. */
function whereIs(directory: string, again: 'judge' | 'report' = 'judge'): string {
  const shown = (name: string): string => relative(process.cwd(), join(directory, name));
  return `\nreport:  ${shown(layout.report)}\nverdict: ${shown(layout.verdict)}\nagain:   ./plimsoll ${again} ${relative(process.cwd(), directory)}\n`;
}

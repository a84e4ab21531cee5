import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Overview } from '@plimsoll/guarantees/overview';
import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { layout } from '@plimsoll/history/layout';
import { runHtml, tierHtml } from '@plimsoll/report/html';
import { overviewHtml } from '@plimsoll/report/overview-html';
import { runJunit, tierJunit } from '@plimsoll/report/junit';

/** Draws report.html and junit.xml of one run. */
export async function writeReports(directory: string, verdict: RunVerdict): Promise<void> {
  const stored = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(directory, name), 'utf8').catch(() => 'null'));
  const context = { plan: await stored(layout.plan), environment: await stored(layout.environment) };
  await writeFile(join(directory, layout.report), runHtml(verdict, context as never));
  await writeFile(join(directory, layout.junit), runJunit(verdict));
}

/** Draws report.html and junit.xml over all runs of a tier. */
export async function writeTierReports(directory: string, verdict: TierVerdict): Promise<void> {
  await writeFile(join(directory, layout.report), tierHtml(verdict));
  await writeFile(join(directory, layout.junit), tierJunit(verdict));
}

/** Draws report.html over several subjects, with links to the reports of each. */
export async function writeOverview(directory: string, all: Overview): Promise<void> {
  await writeFile(join(directory, layout.report), overviewHtml(all));
}

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestReport } from './count.ts';

/** Where the vitest configuration of a target (`test`, `system`) lets a project's report be written. */
function reportFile(projectFolder: string, target: string): string {
  return join(projectFolder, 'out-test', `${target}.json`);
}

/** The report that a test task left, or undefined if it left none (it is not made with vitest, or did not get so far). */
export async function readTestReport(projectFolder: string, target: string): Promise<TestReport | undefined> {
  return readFile(reportFile(projectFolder, target), 'utf8').then(
    (text) => JSON.parse(text) as TestReport,
    () => undefined,
  );
}

/** Removes what an earlier run left, so that only this run (or Nx's cache of an equal one) is counted. */
export async function removeTestReports(projectFolder: string): Promise<void> {
  await rm(join(projectFolder, 'out-test'), { recursive: true, force: true });
}

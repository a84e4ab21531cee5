import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadScenario } from '@plimsoll/scenarios/registry';
import { conduct, prepare } from '../conduct.ts';
import type { Subject } from '../subject.ts';
import { terminalObserver } from '../terminal-observer.ts';
import { resultOf, type Job, type JobResult } from './job.ts';

/** Histories kept: of every run that failed or was not judged soundly; a clean PASS needs no second look. */
function worthKeeping(result: JobResult): boolean {
  return result.verdict !== 'PASS';
}

/** Runs one job on a testbed of its own and boils its verdict down. */
export async function conductJob(job: Job, subject: Subject, directory: string): Promise<JobResult> {
  const started = performance.now();
  const prepared = await prepare(subject, await loadScenario(job.scenario), job.seed);
  const observer = terminalObserver(
    `${job.id}: ${subject.manifest.name} under ${job.scenario}, seed ${job.seed}`,
  );
  const runDirectory = join(directory, 'runs', job.id);
  await rm(runDirectory, { recursive: true, force: true });
  try {
    const verdict = await conduct(prepared, runDirectory, observer);
    const result = resultOf(job, verdict, (performance.now() - started) / 1000);
    observer.line(`${job.id}: ${result.verdict} — ${result.reason}`);
    if (!worthKeeping(result)) await rm(runDirectory, { recursive: true, force: true });
    return result;
  } finally {
    observer.done();
  }
}

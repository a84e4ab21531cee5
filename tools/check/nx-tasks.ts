import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Task } from './count.ts';
import { run } from './run.ts';

/** A task that Nx ran for one project. */
export interface NxTask extends Task {
  readonly project: string;
  readonly target: string;
}

/** The record of the last run that Nx leaves beside its cache. */
interface RunRecord {
  readonly tasks: readonly {
    readonly taskId: string;
    readonly projectName: string;
    readonly target: string;
    readonly status: number;
  }[];
}

/**
 * Runs targets of all projects and returns how each task ended. If Nx itself fails (a broken configuration, a record
 * that is not there), that is a failed task too.
 */
export async function runNx(root: string, targets: readonly string[], parallel: number): Promise<NxTask[]> {
  const recordFile = join(root, '.nx', 'cache', 'run.json');
  await rm(recordFile, { force: true });
  const passed = await run('nx', [
    'run-many',
    '--targets',
    targets.join(','),
    '--parallel',
    String(parallel),
    '--outputStyle',
    'static',
  ]);
  const record = await readFile(recordFile, 'utf8').then(
    (text) => JSON.parse(text) as RunRecord,
    () => ({ tasks: [] }) satisfies RunRecord,
  );
  const tasks = record.tasks.map(({ taskId, projectName, target, status }) => ({
    name: taskId,
    project: projectName,
    target,
    passed: status === 0,
  }));
  const explained = passed || tasks.some((task) => !task.passed);
  return explained ? tasks : [...tasks, { name: 'nx', project: '', target: '', passed: false }];
}

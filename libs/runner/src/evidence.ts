import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layout } from '@plimsoll/history/layout';
import { openRunFolder } from '@plimsoll/history/open-run-folder';
import type { Plan } from '@plimsoll/history/plan';
import { writeSeal } from '@plimsoll/history/seal';
import { HistoryWriter } from '@plimsoll/history/writer';
import type { Environment } from './environment.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** The output folder of a run while it goes on: the plan is in it, the runner's records go into it, the seal ends it. */
export interface Evidence {
  readonly recorder: Recorder;
  /** Ends the runner's file, stores the environment, and seals everything. */
  seal(environment: Environment): Promise<void>;
  /** Ends the runner's file without a seal: the run broke off. Does nothing after `seal`. */
  close(): Promise<void>;
}

/** Takes a fresh output folder and stores the plan in it before anything starts. */
export async function openEvidence(outDirectory: string, plan: Plan): Promise<Evidence> {
  const folder = openRunFolder(outDirectory);
  const store = (name: string, value: unknown): void =>
    writeFileSync(join(folder.directory, name), `${JSON.stringify(value, undefined, 1)}\n`);
  store(layout.plan, plan);
  const writer = new HistoryWriter(folder.historyDirectory, 'runner');
  const recorder = createRecorder(writer, process.hrtime.bigint(), () => process.hrtime.bigint());
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    writer.close();
  };
  return {
    recorder,
    close,
    seal: async (environment) => {
      await close();
      store(layout.environment, environment);
      writeSeal(folder.directory);
    },
  };
}

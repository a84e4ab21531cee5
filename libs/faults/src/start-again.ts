import type { ManagedProcess } from '@plimsoll/testbed/testbed';

/** Brings a process back whatever became of it: resumes a paused one, starts one that is down, leaves a running one. */
export async function startAgain(process: ManagedProcess): Promise<void> {
  if (process.state === 'paused') await process.resume();
  else if (process.state !== 'running') await process.start();
}

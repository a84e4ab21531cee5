import { Problem } from '@plimsoll/interface/problem/problem';
import type { Said, Told } from './child-protocol.ts';
import type { ClientPlan } from './client.ts';
import { raisePriority } from './raise-priority.ts';

/** One client process's work, as `runChild` drives it. */
export interface ChildWork {
  begin?(): void;
  status(): unknown;
  /** Named requests of the harness (`stop`, `sentinel`, `read`, …). */
  readonly calls: Readonly<Record<string, (withinMs: number) => Promise<unknown>>>;
  /** Flush and close; the process ends after it. */
  close(): Promise<unknown>;
}

/**
 * Runs a client process: waits for its plan, does as told, pushes its status, and ends when told `close`, or at once
 * when the harness is gone (IPC disconnect: a killed harness leaves no process). Ctrl-C reaches the whole terminal group, so it is left to the harness
 * to end us in order. Any failure is said in words before the process ends with exit code 1.
 */
export function runChild(
  prepare: (
    plan: ClientPlan,
    options: Readonly<Record<string, unknown>>,
    fail: (error: unknown) => void,
  ) => Promise<ChildWork>,
  statusMs: number,
): void {
  const say = (said: Said): void => void process.send?.(said);
  const fail = (error: unknown): void => {
    const words =
      error instanceof Problem
        ? error.toString()
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    // The message must be out before the process is: exit in the callback.
    process.send?.({ say: 'failed', words } satisfies Said, () => process.exit(1));
    setTimeout(() => process.exit(1), 1000);
  };
  // The clients come before the subject when processors are short: a generator that is late measures itself (HS-03).
  raisePriority();
  let work: ChildWork | undefined;
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => {
    void Promise.resolve(work?.close()).finally(() => process.exit(0));
    setTimeout(() => process.exit(1), 500);
  });
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  const handle = async (told: Told): Promise<void> => {
    if (told.tell === 'plan') {
      work = await prepare(told.plan, told.options, fail);
      setInterval(() => say({ say: 'status', status: work?.status() }), statusMs);
      say({ say: 'ready' });
    } else if (told.tell === 'begin') work?.begin?.();
    else if (told.name === 'close') {
      const value = await work?.close();
      say({ say: 'status', status: work?.status() });
      process.send?.({ say: 'answer', number: told.number, value } satisfies Said, () => process.exit(0));
    } else {
      const value = await work?.calls[told.name]?.(told.withinMs);
      say({ say: 'answer', number: told.number, value });
    }
  };
  process.on('message', (told: Told) => void handle(told).catch(fail));
}

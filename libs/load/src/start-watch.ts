import type { ClientPlan, WatchHandle, WatchStatus } from './client.ts';
import { forkClient } from './fork-client.ts';

/** Starts the watch process of a run. It probes from `begin` on. */
export async function startWatch(plan: ClientPlan): Promise<WatchHandle> {
  const client = await forkClient<WatchStatus>('main-watch.ts', plan);
  return {
    begin: () => client.tell({ tell: 'begin' }),
    status: () => client.status() ?? { probes: {}, health: {} },
    close: async () => void (await client.close()),
    failed: client.failed,
    pid: client.pid,
  };
}

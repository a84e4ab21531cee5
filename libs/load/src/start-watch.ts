import type { ClientPlan, WatchHandle, WatchStatus } from './client.ts';
import { forkClient } from './fork-client.ts';

/** Starts the watch process of a run, by its entry. It probes from `begin` on. */
export async function startWatch(plan: ClientPlan, entry = 'main-watch.ts'): Promise<WatchHandle> {
  const client = await forkClient<WatchStatus>(entry, plan);
  return {
    begin: () => client.tell({ tell: 'begin' }),
    status: () => client.status() ?? { probes: {}, health: {} },
    settle: (withinMs) => client.call('settle', withinMs),
    close: async () => void (await client.close()),
    failed: client.failed,
    pid: client.pid,
  };
}

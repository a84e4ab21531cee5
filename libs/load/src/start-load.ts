import type { ClientPlan, LoadHandle, LoadStatus } from './client.ts';
import { forkClient } from './fork-client.ts';

const nothing: LoadStatus = {
  offered: 0,
  sent: 0,
  ok: 0,
  fail: 0,
  info: 0,
  inFlight: 0,
  events: 0,
  acknowledged: 0,
  ratePerSecond: 0,
  worstMs: 0,
};

/** Starts the load process of a run, by its entry. It has all it needs before the first send when this resolves, and sends from `begin` on. */
export async function startLoad(plan: ClientPlan, entry = 'main-load.ts'): Promise<LoadHandle> {
  const client = await forkClient<LoadStatus>(entry, plan);
  return {
    begin: () => client.tell({ tell: 'begin' }),
    status: () => client.status() ?? nothing,
    stop: (withinMs) => client.call('stop', withinMs),
    sentinel: (withinMs) => client.call('sentinel', withinMs),
    close: async () => void (await client.close()),
    failed: client.failed,
    pid: client.pid,
  };
}

import type { Driver } from '../driver.ts';
import { readFinal } from '../read-final.ts';
import { startLoad } from '../start-load.ts';
import { startWatch } from '../start-watch.ts';
import { createAccounts } from './create-accounts.ts';

/** How long what is open may take to be registered once the load has stopped, milliseconds. */
const registerWithinMs = 15_000;

/** The operator: accounts ask for operations; the barrier is that every registered one has ended at every node. */
export const operatorDriver: Driver = {
  createIdentities: createAccounts,
  startLoad: (plan) => startLoad(plan, 'operator/main-load.ts'),
  startWatch: (plan) => startWatch(plan, 'operator/main-watch.ts'),
  settle: async ({ load, watch }, _plan, withinMs) => {
    const probes = watch.settle(withinMs);
    await load.stop(registerWithinMs);
    const [asked, probed] = await Promise.all([load.sentinel(withinMs), probes]);
    const missing = [...new Set([...asked.missing, ...probed.missing])].sort((a, b) => a - b);
    return { reached: asked.reached.filter((node) => !missing.includes(node)), missing };
  },
  readFinal: (plan, observer) => readFinal(plan, observer, undefined, 'operator/main-read.ts'),
};

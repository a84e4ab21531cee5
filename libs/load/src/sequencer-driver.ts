import { createMembers } from './create-members.ts';
import type { Driver } from './driver.ts';
import { readFinal } from './read-final.ts';
import { startLoad } from './start-load.ts';
import { startWatch } from './start-watch.ts';

/** How long the generator may take to see its last sends decided, beyond max-sequencing-time, milliseconds. */
const settleMarginMs = 10_000;

/** The sequencer: members send and subscribe; a last send of each is the barrier, read back on its own stream. */
export const sequencerDriver: Driver = {
  createIdentities: ({ load }) => ({ members: createMembers(load.members) }),
  startLoad,
  startWatch,
  settle: async ({ load }, plan, withinMs) => {
    await load.stop(plan.load.maxSequencingTimeMs + settleMarginMs);
    return { ...(await load.sentinel(withinMs)) };
  },
  readFinal,
};

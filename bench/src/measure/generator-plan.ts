import { mkdirSync } from 'node:fs';
import type { ClientPlan } from '@plimsoll/load/client';
import { createMembers } from '@plimsoll/load/create-members';
import type { Address } from '@plimsoll/testbed/testbed';

/** Plan of a generator against one endpoint that takes everything: plain load, nothing awaited, nothing retried. */
export function generatorPlan(address: Address, historyDirectory: string, ratePerSecond = 100): ClientPlan {
  mkdirSync(historyDirectory, { recursive: true });
  return {
    runStartNanos: String(process.hrtime.bigint()),
    seed: 'bench',
    members: createMembers(6),
    endpoints: [{ instance: 'null', site: 'a', serves: 'node', from: { a: address } }],
    sites: ['a'],
    capabilities: ['time-proofs'],
    load: {
      members: 6,
      ratePerSecond,
      arrivals: 'poisson',
      // Longer than any measurement: what is never delivered is not retried within it.
      maxSequencingTimeMs: 600_000,
      awaitShare: 0,
      bytes: [200, 200],
    },
    mix: { twice: 0, tight: 0, past: 0, unknownRecipient: 0, topologyAhead: 0 },
    historyDirectory,
  };
}

import { scratch } from '@plimsoll/history/scratch.fixture';
import type { ClientPlan } from '../client.ts';
import type { Identities } from '../driver.ts';
import { createAccounts } from './create-accounts.ts';
import { OperatorDouble } from './double/operator-double.ts';

/** Load of a test: so many accounts and operations a second. */
export const testLoad: ClientPlan['load'] = {
  members: 12,
  ratePerSecond: 60,
  arrivals: 'constant',
  maxSequencingTimeMs: 2000,
  awaitShare: 0,
  bytes: [20, 200],
};

/** A double with two nodes and a gateway in two sites, and accounts that it knows. */
export async function testDouble(): Promise<{
  readonly double: OperatorDouble;
  readonly identities: Identities;
}> {
  const identities = createAccounts({
    load: testLoad,
    endpoints: ['east', 'west', 'east'],
    sites: ['east', 'west'],
  });
  const double = new OperatorDouble(identities.genesis ?? []);
  const sites = ['east', 'west'];
  await double.start('node-1', 'east', 'node', sites);
  await double.start('node-2', 'west', 'node', sites);
  await double.start('gateway-1', 'east', 'gateway', sites);
  return { double, identities };
}

/** A client plan for tests against a double, in a fresh folder. */
export function testPlan(
  double: OperatorDouble,
  { members, genesis }: Identities,
  load: Partial<ClientPlan['load']> = {},
): ClientPlan {
  return {
    runStartNanos: String(process.hrtime.bigint()),
    seed: '42',
    members,
    ...(genesis === undefined ? {} : { genesis }),
    endpoints: double.endpoints,
    sites: ['east', 'west'],
    capabilities: ['outbound-transfers'],
    load: { ...testLoad, ...load },
    chain: double.readableChain,
    historyDirectory: scratch(),
  };
}

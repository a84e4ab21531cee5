import { generateKeyPairSync } from 'node:crypto';
import { scratch } from '@plimsoll/history/scratch.fixture';
import type { ClientPlan, Endpoint, TestMember } from './client.ts';

/** A test member with a fresh key. */
export function testMember(name: string, enabled = true): TestMember {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    name,
    enabled,
    privateKeyPem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
  };
}

/** A client plan for tests against a double, in a fresh folder. */
export function testPlan(
  members: readonly TestMember[],
  endpoints: readonly Endpoint[],
  load: Partial<ClientPlan['load']> = {},
): ClientPlan {
  return {
    runStartNanos: String(process.hrtime.bigint()),
    seed: '42',
    members,
    endpoints,
    sites: [...new Set(endpoints.map(({ site }) => site))],
    capabilities: [
      'time-proofs',
      'await-sequenced',
      'acknowledge',
      'time',
      'pruning',
      'unknown-recipients',
      'topology-timestamp',
    ],
    load: {
      members: members.length,
      ratePerSecond: 200,
      arrivals: 'constant',
      maxSequencingTimeMs: 2000,
      awaitShare: 0.5,
      bytes: [20, 200],
      ...load,
    },
    historyDirectory: scratch(),
  };
}

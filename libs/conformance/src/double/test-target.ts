import { generateKeyPairSync } from 'node:crypto';
import { sequencerCapabilities } from '@plimsoll/interface/sequencer/capability';
import type { ConformanceMember, ConformanceTarget } from '../target.ts';

function memberNamed(name: string): ConformanceMember {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { name, privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Members with fresh keys, for a subject that is started for a test. */
export function testTarget(
  capabilities: readonly string[] = Object.keys(sequencerCapabilities),
): Omit<ConformanceTarget, 'nodes' | 'gateways'> {
  return {
    members: ['alice', 'bob', 'carol'].map(memberNamed),
    disabled: memberNamed('dora'),
    unregistered: memberNamed('nobody'),
    capabilities,
  };
}

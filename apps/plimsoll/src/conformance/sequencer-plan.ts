import { fuzz } from '@plimsoll/conformance/fuzz/fuzz';
import { runConformance } from '@plimsoll/conformance/run';
import type { ConformanceTarget } from '@plimsoll/conformance/target';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import { createMember, createMembers } from '@plimsoll/load/create-members';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { endpointsServing } from './endpoints-serving.ts';
import type { ConformancePlan } from './conformance-plan.ts';

/** A sequencer: three enabled members, a disabled one, and a stranger. */
export function sequencerPlan({ capabilities }: Manifest): ConformancePlan {
  const members = createMembers(4);
  const disabled = members.find((member) => !member.enabled);
  if (disabled === undefined) throw new Error('test members always hold a disabled one');
  const unregistered = createMember('stranger', true);
  const target = (testbed: Testbed): ConformanceTarget => ({
    nodes: endpointsServing(testbed, 'node'),
    gateways: endpointsServing(testbed, 'gateway'),
    members: members.filter((member) => member.enabled),
    disabled,
    unregistered,
    capabilities,
    ended: () => testbed.instances.filter((each) => each.state === 'exited').map((each) => each.name),
  });
  return {
    testbed: { members: members.map(({ name, publicKey, enabled }) => ({ name, publicKey, enabled })) },
    check: (testbed, options) => runConformance(target(testbed), options),
    fuzz: (testbed, options) => fuzz(target(testbed), options),
  };
}

import type { Instance, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';

/** All nodes together, one target: `nodes`. */
export function allNodes(testbed: Testbed): readonly Target[] {
  return [{ name: 'nodes', touches: nodesOf(testbed).map((node) => node.name) }];
}

/** The instances that speak the system's interface. */
export function nodesOf(testbed: Testbed): readonly Instance[] {
  return testbed.instances.filter((instance) => instance.serves === 'node');
}

import type { Instance, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';
import { nodesOf } from './nodes.ts';

/** One target for each instance as a whole, `instance:<node>`: its node and the internal parts beside it. */
export function wholeInstances(testbed: Testbed): readonly Target[] {
  return nodesOf(testbed).map((node) => ({
    name: `instance:${node.name}`,
    touches: partsBeside(testbed, node).map(({ name }) => name),
  }));
}

/** All processes of the instance that a target names after the colon, its node first. Throws when there is none of that name. */
export function partsOf(testbed: Testbed, target: Target): readonly Instance[] {
  const node = nodesOf(testbed).find(({ name }) => `instance:${name}` === target.name);
  if (node === undefined) throw new Error(`no ${target.name} on this testbed`);
  return partsBeside(testbed, node);
}

/** A node and the internal parts in its site that have its number: what a host of that instance runs. */
function partsBeside(testbed: Testbed, node: Instance): readonly Instance[] {
  const beside = testbed.instances.filter(
    ({ serves, site, ordinal }) => serves === 'internal' && site === node.site && ordinal === node.ordinal,
  );
  return [node, ...beside];
}

import type { Instance, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';

/** One target for each process of the subject: `node:<instance>`, `gateway:<instance>`, `internal:<instance>`. */
export function processTargets(testbed: Testbed): readonly Target[] {
  return testbed.instances.map((instance) => ({
    name: `${instance.serves}:${instance.name}`,
    touches: [instance.name],
  }));
}

/** The instance that a target names after the colon. Throws when this testbed has none of that name. */
export function instanceOf(testbed: Testbed, target: Target): Instance {
  const name = target.name.slice(target.name.indexOf(':') + 1);
  const instance = testbed.instances.find((candidate) => candidate.name === name);
  if (instance === undefined) throw new Error(`no instance ${name} on this testbed`);
  return instance;
}

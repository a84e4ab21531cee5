import type { Testbed } from '@plimsoll/testbed/testbed';
import type { Fault, Target } from './fault.ts';
import { partsOf } from './targets/instances.ts';
import { nodesOf } from './targets/nodes.ts';

/** A fault with its target, as a plan pairs them. */
export interface AimedFault {
  readonly fault: Pick<Fault, 'name' | 'class'>;
  readonly target: Target;
}

/**
 * What an aimed fault takes hold of: `process:<name>`, `link:<a>-<b>`, `route:<instance>`, `rpc:<site>`, `database`, `chain`. Two faults
 * with a resource in common would falsify each other's receipts or undo each other's heal.
 */
export function resources(testbed: Testbed, { fault, target }: AimedFault): ReadonlySet<string> {
  const [kind, name = ''] = target.name.split(':');
  if (target.name === 'nodes') return new Set(nodesOf(testbed).map((node) => `process:${node.name}`));
  if (target.name === 'postgres') return new Set(['database']);
  if (kind === 'instance') return new Set(partsOf(testbed, target).map((part) => `process:${part.name}`));
  if (kind === 'broker') return new Set([`process:${name}`]);
  if (kind === 'controller') return votersOf(testbed, name);
  if (kind === 'topic') return new Set([target.name]);
  if (target.name === 'groups') {
    return new Set(
      testbed.instances.filter(({ serves }) => serves !== 'gateway').map((each) => `process:${each.name}`),
    );
  }
  if (kind === 'route') return new Set([`route:${name}`]);
  if (target.name === 'chain') return new Set(['chain']);
  if (kind === 'rpc') return new Set([`rpc:${name.split('/')[0] ?? ''}`]);
  if (kind === 'link') return new Set([linkName(...(name.split(/[->]/) as [string, string]))]);
  if (kind === 'site') return ofSite(testbed, name, fault.class === 'clock');
  // A process and its clock are one: a dead process cannot say what time it is.
  return new Set([`process:${name}`]);
}

function ofSite(testbed: Testbed, site: string, clockOnly: boolean): ReadonlySet<string> {
  const { postgres } = testbed;
  const held = [...testbed.instances, ...(testbed.kafka?.brokers ?? [])]
    .filter((process) => process.site === site)
    .map((process) => `process:${process.name}`);
  if (postgres !== undefined && (postgres.primarySite === site || postgres.standbySite === site)) {
    held.push('database');
  }
  if (!clockOnly) {
    held.push(...testbed.sites.filter((other) => other !== site).map((other) => linkName(site, other)));
    if (testbed.chain !== undefined) held.push(`rpc:${site}`);
  }
  return new Set(held);
}

/** Whichever of them is the controller then. */
function votersOf({ kafka }: Testbed, cluster: string): ReadonlySet<string> {
  const brokers = kafka?.clusters.find(({ name }) => name === cluster)?.brokers ?? [];
  return new Set(brokers.filter(({ votes }) => votes).map(({ name }) => `process:${name}`));
}

function linkName(from: string, to: string): string {
  return `link:${[from, to].toSorted().join('-')}`;
}

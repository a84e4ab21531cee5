import type { ChainEndpoint, ChainService, Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';
import { touchedBySite } from './sites.ts';

const none = { notAvailable: 'the subject needs no chain' } as const;

/** The chain as a whole, one target: `chain`. It touches no instance by name, as all see the same chain. */
export function chainTargets({ chain }: Testbed): readonly Target[] | { readonly notAvailable: string } {
  return chain === undefined ? none : [{ name: 'chain', touches: ['chain'] }];
}

/** One target for each site: all its ways to the chain, `rpc:<site>`. It touches the instances of the site. */
export function chainWayTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  if (testbed.chain === undefined) return none;
  return testbed.sites.map((site) => ({ name: `rpc:${site}`, touches: touchedBySite(testbed, site) }));
}

/** One target for each endpoint: `rpc:<site>/<number>`. */
export function endpointTargets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string } {
  if (testbed.chain === undefined) return none;
  return testbed.chain.endpoints().map(({ site, number }) => ({
    name: `rpc:${site}/${number}`,
    touches: touchedBySite(testbed, site),
  }));
}

/** The chain of a testbed. Throws when there is none. */
export function chainOf({ chain }: Testbed): ChainService {
  if (chain === undefined) throw new Error('this testbed has no chain');
  return chain;
}

/** The endpoints that a target names: one, or all of its site. */
export function endpointsOf(testbed: Testbed, target: Target): readonly ChainEndpoint[] {
  const [site = '', number] = target.name.slice('rpc:'.length).split('/');
  const all = chainOf(testbed).endpoints(site);
  const meant = number === undefined ? all : all.filter((endpoint) => endpoint.number === Number(number));
  if (meant.length === 0) throw new Error(`${target.name} names no endpoint`);
  return meant;
}

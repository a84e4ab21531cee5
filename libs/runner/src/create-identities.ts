import type { Scenario } from '@plimsoll/history/scenario';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { Identities } from '@plimsoll/load/driver';
import { driverOf } from '@plimsoll/load/driver-of';
import { blueprint } from './blueprint.ts';

/** Fresh identities for a scenario: as many as its load asks for, and those that the probes of its endpoints need. */
export function createIdentities(manifest: Manifest, scenario: Scenario): Identities {
  const { instances } = blueprint(manifest, scenario.topology, false);
  const { sites, chain } = scenario.topology;
  return driverOf(manifest.system).createIdentities({
    load: scenario.load,
    endpoints: instances.flatMap(({ serves, site }) => (serves === 'internal' ? [] : [site])),
    sites,
    ...(chain?.operatorIds === undefined ? {} : { operatorIds: chain.operatorIds }),
  });
}

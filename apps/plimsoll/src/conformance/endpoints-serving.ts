import type { Instance, Testbed } from '@plimsoll/testbed/testbed';

/** Where the nodes, or the gateways, of a running subject listen. */
export function endpointsServing(
  testbed: Testbed,
  serves: Instance['serves'],
): { instance: string; host: string; port: number }[] {
  return testbed.instances
    .filter((each) => each.serves === serves)
    .map((each) => ({ instance: each.name, ...each.addressFrom(each.site, 'api') }));
}

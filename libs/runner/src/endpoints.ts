import type { Endpoint } from '@plimsoll/load/client';
import type { Testbed } from '@plimsoll/testbed/testbed';

/** Every node and gateway, and how clients in each site reach its `api` port: directly at home, through the link from elsewhere. */
export function endpointsOf(testbed: Testbed): readonly Endpoint[] {
  return testbed.instances.flatMap((instance): Endpoint[] =>
    instance.serves === 'internal'
      ? []
      : [
          {
            instance: instance.name,
            site: instance.site,
            serves: instance.serves,
            from: Object.fromEntries(testbed.sites.map((site) => [site, instance.addressFrom(site, 'api')])),
          },
        ],
  );
}

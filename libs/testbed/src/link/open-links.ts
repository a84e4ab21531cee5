import type { Endpoint, Layout } from '../lease/lay-out.ts';
import type { PostgresServer } from '../services/postgres/postgres-server.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Address, TestbedOptions } from '../testbed.ts';
import { ProxyGroup } from '../toxiproxy/proxy-group.ts';
import { ToxiproxyProcess } from '../toxiproxy/toxiproxy-process.ts';
import { CanaryPath } from './canary-path.ts';
import { DatabaseRoute } from './database-route.ts';
import { SiteLink } from './site-link.ts';

/** All that stands between processes: links between sites, routes to databases. */
export interface Links {
  readonly link: (from: string, to: string) => SiteLink;
  readonly routes: ReadonlyMap<string, DatabaseRoute>;
  readonly proxies: readonly ToxiproxyProcess[];
  /** The one proxy over which a site reaches an endpoint elsewhere; undefined where it has none. */
  readonly proxyOf: (endpoint: string, from: string) => ProxyGroup | undefined;
  /** Leads the routes of all instances that used the old server to the new one. */
  readonly pointRoutesTo: (primary: PostgresServer) => Promise<void>;
}

/** Starts one Toxiproxy process per directed pair of sites and one per site for its routes, with their canaries. */
export async function openLinks(
  { sites }: TestbedOptions,
  layout: Layout,
  surroundings: Surroundings,
  closers: (() => Promise<void>)[],
): Promise<Links> {
  const make = (name: string, site: string, control: Address, proxies: ToxiproxyProcess['proxies']) =>
    new ToxiproxyProcess({
      name,
      site,
      control,
      proxies,
      ...surroundings,
    });
  const endpoints: readonly Endpoint[] = [
    ...layout.databases.map(({ endpoint }) => endpoint),
    ...layout.instances.flatMap(({ ports }) => Object.values(ports)),
    ...(layout.kafka?.brokers.flatMap(({ endpoints }) => endpoints) ?? []),
  ];
  const seenFrom = (site: string) => (endpoint: Endpoint) => endpoint.onlyFrom?.includes(site) ?? true;
  const pairs = layout.pairs.map(({ from, to, control, canary }) => ({
    from,
    to,
    canary: new CanaryPath(`${from}-${to}`, canary.from(to), canary.from(from)),
    process: make(
      `toxiproxy-${from}-${to}`,
      from,
      control,
      [...endpoints.filter(({ site }) => site === to).filter(seenFrom(from)), canary].map((endpoint) => ({
        name: endpoint.name,
        listen: endpoint.from(from),
        upstream: endpoint.from(to),
      })),
    ),
  }));
  const routeProcesses = new Map(
    [...layout.routeControls].map(([site, control]) => {
      const proxies = layout.instances.flatMap(({ placement, route }) =>
        placement.site === site && route !== undefined
          ? [{ name: placement.name, listen: route, upstream: databaseOf(layout, site) }]
          : [],
      );
      return [site, make(`toxiproxy-routes-${site}`, site, control, proxies)] as const;
    }),
  );
  const proxies = [...pairs.map(({ process }) => process), ...routeProcesses.values()];
  for (const { canary } of pairs) closers.push(() => canary.close());
  await Promise.all([
    ...proxies.map((process) => process.start()),
    ...pairs.map(({ canary }) => canary.listen()),
  ]);
  await Promise.all(pairs.map(({ canary }) => canary.stand()));

  const routes = new Map(
    layout.instances.flatMap(({ placement, route }) => {
      const process = routeProcesses.get(placement.site);
      const proxy = process?.proxies.find(({ name }) => name === placement.name);
      if (process === undefined || proxy === undefined || route === undefined) return [];
      const group = new ProxyGroup([{ process, proxy }]);
      return [[placement.name, new DatabaseRoute(placement.name, route, group)] as const];
    }),
  );
  return {
    proxies,
    routes,
    link: (from, to) => {
      const out = pairs.find((pair) => pair.from === from && pair.to === to);
      const home = pairs.find((pair) => pair.from === to && pair.to === from);
      if (out === undefined || home === undefined) {
        throw new RangeError(`no link from ${from} to ${to}; sites are ${sites.join(', ')}`);
      }
      const group = new ProxyGroup(
        [out, home].flatMap(({ process }) => process.proxies.map((proxy) => ({ process, proxy }))),
      );
      const dialledFrom = new Map([out, home].map((pair) => [pair.process, pair.from]));
      return new SiteLink(from, to, group, ({ process }) => dialledFrom.get(process) ?? '', [
        out.canary,
        home.canary,
      ]);
    },
    proxyOf: (endpoint, from) => {
      const members = pairs
        .filter((pair) => pair.from === from)
        .flatMap(({ process }) => process.proxies.map((proxy) => ({ process, proxy })))
        .filter(({ proxy }) => proxy.name === endpoint);
      return members.length === 0 ? undefined : new ProxyGroup(members);
    },
    pointRoutesTo: async (primary) => {
      const endpoint = layout.databases.find(({ endpoint: { site } }) => site === primary.site);
      if (endpoint?.scope !== 'subject') return; // Each site's routes lead to its own.
      await Promise.all(
        layout.instances.map(async ({ placement: { name, site } }) => {
          await routes.get(name)?.pointTo(endpoint.endpoint.from(site));
        }),
      );
    },
  };
}

/** Where the routes of a site lead at the start: to the site's own database, or to the primary. */
function databaseOf({ databases }: Layout, site: string): Address {
  const own = databases.find(({ scope, endpoint }) => scope !== 'subject' && endpoint.site === site);
  const database = own ?? databases[0];
  if (database === undefined) throw new Error('a route without a database');
  return database.endpoint.from(site);
}

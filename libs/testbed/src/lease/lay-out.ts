import type { Address, TestbedOptions } from '../testbed.ts';
import { placements, usesTemplate, type Placement } from '../instance/placement.ts';
import { layOutChain, type ChainLayout } from '../services/chain/lay-out-chain.ts';
import type { AddressPlan } from './address-plan.ts';
import { freePort } from './free-port.ts';
import { layOutKafka, type KafkaLayout } from './lay-out-kafka.ts';

/** Something that listens in a site and is reached from all others through their links. */
export interface Endpoint {
  readonly name: string;
  readonly site: string;
  readonly from: (site: string) => Address;
  /** The sites that have a way to it, where not all have one. */
  readonly onlyFrom?: readonly string[];
}

/** A directed pair of sites. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  /** API of its Toxiproxy process. */
  readonly control: Address;
  /** Listens in `to`, dialled from `from`. */
  readonly canary: Endpoint;
}

/** All addresses of a testbed, before anything runs. */
export interface Layout {
  readonly pairs: readonly Pair[];
  /** Each placement with its named ports. */
  readonly instances: readonly {
    readonly placement: Placement;
    readonly ports: Readonly<Record<string, Endpoint>>;
    /** Where its route to its database listens, if it uses one. */
    readonly route: Address | undefined;
  }[];
  /** Database servers: the first of a scope is the primary at the start. */
  readonly databases: readonly {
    readonly scope: 'subject' | 'site' | 'instance';
    readonly endpoint: Endpoint;
  }[];
  readonly kafka: KafkaLayout | undefined;
  /** API of the Toxiproxy process of the need routes, by site. */
  readonly routeControls: ReadonlyMap<string, Address>;
  readonly chain: ChainLayout | undefined;
}

/** Gives every listener its address: own and seen-from hosts of one component share a port. */
export async function layOut(options: TestbedOptions, plan: AddressPlan): Promise<Layout> {
  const { manifest, sites } = options;
  const taken = new Set<number>();
  const endpoint = async (name: string, site: string, k = plan.nextOf(site)): Promise<Endpoint> => {
    const port = await freePort(plan.hosts(site, k), taken);
    return { name, site, from: (from) => ({ host: plan.host(site, k, from), port }) };
  };
  const single = async (host: string): Promise<Address> => ({
    host,
    port: await freePort([host], taken),
  });
  const scope = manifest.needs.find((need) => need.kind === 'postgres')?.scope;
  const databaseSites =
    scope === undefined
      ? []
      : scope !== 'subject'
        ? sites
        : sites.slice(0, options.postgres === 'single' ? 1 : 2);
  const databases = await Promise.all(
    databaseSites.map(async (site) => ({
      scope: scope ?? 'subject',
      endpoint: await endpoint(`postgres-${site}`, site),
    })),
  );
  const kafka = await layOutKafka(options, plan, taken);
  const placed = placements(manifest, sites, options.instances);
  const instances = await Promise.all(
    placed.map(async (placement) => {
      const { component, site, name } = placement;
      const k = plan.nextOf(site);
      const ports = await Promise.all(
        component.ports.map(async (port) => [port, await endpoint(`${name}.${port}`, site, k)] as const),
      );
      const routed = scope !== undefined && usesTemplate(component, 'needs.postgres.');
      const route = routed ? await single(plan.nextRoute(site)) : undefined;
      return { placement, ports: Object.fromEntries(ports), route };
    }),
  );
  const pairs = await Promise.all(
    sites.flatMap((from) =>
      sites
        .filter((to) => to !== from)
        .map(async (to) => ({
          from,
          to,
          control: await single(plan.nextControl()),
          canary: await endpoint(`canary-${from}-${to}`, to),
        })),
    ),
  );
  const controls = await Promise.all(
    sites
      .filter((site) => instances.some(({ placement, route }) => placement.site === site && route))
      .map(async (site) => [site, await single(plan.nextControl())] as const),
  );
  const chain = await layOutChain(options, plan, placed, single);
  return { pairs, instances, databases, kafka, routeControls: new Map(controls), chain };
}

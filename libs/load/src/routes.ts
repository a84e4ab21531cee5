import type { Address } from '@plimsoll/testbed/testbed';
import type { ClientPlan, Endpoint } from './client.ts';

/** An endpoint as one site reaches it. */
export interface Route {
  readonly endpoint: Endpoint;
  /** Index of the endpoint in the plan. */
  readonly index: number;
  readonly address: Address;
}

/** All endpoints as seen from `site`: nodes of this site first, then nodes elsewhere, then gateways; each group in plan order. */
export function routesFrom(
  site: string,
  endpoints: readonly Endpoint[],
): {
  readonly own: readonly Route[];
  readonly other: readonly Route[];
  readonly gateway: readonly Route[];
  readonly all: readonly Route[];
} {
  const routes = endpoints.flatMap((endpoint, index): Route[] => {
    const address = endpoint.from[site];
    return address === undefined ? [] : [{ endpoint, index, address }];
  });
  const nodes = routes.filter(({ endpoint }) => endpoint.serves === 'node');
  const gateway = routes.filter(({ endpoint }) => endpoint.serves === 'gateway');
  const own = nodes.filter(({ endpoint }) => endpoint.site === site);
  const other = nodes.filter(({ endpoint }) => endpoint.site !== site);
  return { own, other, gateway, all: [...own, ...other, ...gateway] };
}

/** The site from which a member's calls are made: members are spread over the sites in turn. */
export function homeSite(member: number, sites: readonly string[]): string {
  return sites[member % sites.length] as string;
}

/** Every endpoint as its own site reaches it: not through a link. */
export function homeRoutes({ endpoints }: Pick<ClientPlan, 'endpoints'>): Route[] {
  return endpoints.flatMap((endpoint, index): Route[] => {
    const address = endpoint.from[endpoint.site];
    return address === undefined ? [] : [{ endpoint, index, address }];
  });
}

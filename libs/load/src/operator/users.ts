import { createPrivateKey } from 'node:crypto';
import type { ClientPlan } from '../client.ts';
import { homeSite, routesFrom, type Route } from '../routes.ts';
import { isProbeAccount } from './create-accounts.ts';
import type { OperationMix } from './operation-mix.ts';
import { Operators } from './operators.ts';
import { User } from './user.ts';

/** The accounts of the load, each with its key and its funds. */
export function usersOf({ members, genesis }: ClientPlan): User[] {
  return members.flatMap(({ name, privateKeyPem }, account) =>
    isProbeAccount(name)
      ? []
      : [new User(account, createPrivateKey(privateKeyPem), BigInt(genesis?.[account]?.balances['0'] ?? 0))],
  );
}

/** How each site reaches every endpoint, worked out once. */
export class Ways {
  readonly #sites: readonly string[];
  readonly #bySite: ReadonlyMap<string, ReturnType<typeof routesFrom>>;
  #turn = 0;

  /** From each site to the endpoints of its operator. */
  constructor(plan: Pick<ClientPlan, 'sites' | 'endpoints' | 'operatorIds'>) {
    const { sites, endpoints } = plan;
    const operators = new Operators(plan);
    this.#sites = sites;
    this.#bySite = new Map(
      sites.map((site) => [
        site,
        routesFrom(
          site,
          endpoints.filter((endpoint) => operators.together(site, endpoint.site)),
        ),
      ]),
    );
  }

  /** All ways from the site of an account. */
  from(account: number): { readonly site: string; readonly all: readonly Route[] } {
    const site = homeSite(account, this.#sites);
    return { site, all: this.#bySite.get(site)?.all ?? [] };
  }

  /** Index in `from(account).all` of the endpoint that is asked first: own site, elsewhere or a gateway, each group in turn. */
  first(account: number, { ownSite, otherSite }: OperationMix, uniform: () => number): number {
    const routes = this.#bySite.get(homeSite(account, this.#sites));
    if (routes === undefined) return 0;
    const pick = uniform();
    const wanted = pick < ownSite ? routes.own : pick < ownSite + otherSite ? routes.other : routes.gateway;
    const group = wanted.length > 0 ? wanted : routes.all;
    return routes.all.indexOf(group[this.#turn++ % group.length] as Route);
  }
}

import type { Address } from '../testbed.ts';

/** What an address of a leased block is for; `undefined` where the plan has no use for it. */
export type AddressUse =
  | { readonly use: 'own'; readonly site: string }
  | { readonly use: 'seen'; readonly site: string; readonly from: string }
  | { readonly use: 'route'; readonly site: string }
  | { readonly use: 'control' };

const LAST_COMPONENT = 254;

/**
 * Who listens where in the block 127.b.0.0/16 (design, section 5). Site i (1…9, in the order given) owns
 * 127.b.(11·i).k; site j as seen from site i is 127.b.(10·i+j).k; the local proxies to an instance's needs in
 * site i are 127.b.(100+i).k; 127.b.0.k are the control ports of our own tools. k counts components, so own and
 * seen-from addresses of one component differ in the third byte only and share their port numbers.
 */
export class AddressPlan {
  readonly block: number;
  readonly sites: readonly string[];
  readonly #next = new Map<number, number>();

  constructor(block: number, sites: readonly string[]) {
    if (sites.length < 1 || sites.length > 9) {
      throw new RangeError(`a testbed has 1 to 9 sites, not ${sites.length}`);
    }
    this.block = block;
    this.sites = sites;
  }

  /** The last byte for the next component of a site. */
  nextOf(site: string): number {
    return this.#take(11 * this.#index(site));
  }

  /** The next free control address: no component ever has business there. */
  nextControl(): string {
    return this.#host(0, this.#take(0));
  }

  /** The next free address for a need route of an instance in `site`. */
  nextRoute(site: string): string {
    const third = 100 + this.#index(site);
    return this.#host(third, this.#take(third));
  }

  /** Host of component `k` of `site` when dialled from `from`: its own at home, the link's proxy elsewhere. */
  host(site: string, k: number, from: string = site): string {
    const [i, j] = [this.#index(from), this.#index(site)];
    return this.#host(i === j ? 11 * i : 10 * i + j, k);
  }

  /** All hosts at which component `k` of `site` is dialled, its own first. */
  hosts(site: string, k: number): string[] {
    return [site, ...this.sites.filter((other) => other !== site)].map((from) => this.host(site, k, from));
  }

  /** What an address is for, or undefined when it is outside the block or unused. */
  useOf(host: string): AddressUse | undefined {
    const bytes = host.split('.').map(Number);
    const third = bytes[2];
    if (bytes[0] !== 127 || bytes[1] !== this.block || third === undefined) return undefined;
    if (third === 0) return { use: 'control' };
    if (third > 100) {
      const site = this.sites[third - 101];
      return site === undefined ? undefined : { use: 'route', site };
    }
    const from = this.sites[Math.floor(third / 10) - 1];
    const site = this.sites[(third % 10) - 1];
    if (from === undefined || site === undefined) return undefined;
    return from === site ? { use: 'own', site } : { use: 'seen', site, from };
  }

  #index(site: string): number {
    const index = this.sites.indexOf(site);
    if (index < 0) throw new RangeError(`no site "${site}" here; there are ${this.sites.join(', ')}`);
    return index + 1;
  }

  #take(third: number): number {
    const k = (this.#next.get(third) ?? 0) + 1;
    if (k > LAST_COMPONENT) throw new RangeError(`more than ${LAST_COMPONENT} components in one site`);
    this.#next.set(third, k);
    return k;
  }

  #host(third: number, k: number): string {
    return `127.${this.block}.${third}.${k}`;
  }
}

/** `host:port`, as Toxiproxy, manifests and people write it. */
export function formatAddress(address: Address): string {
  return `${address.host}:${address.port}`;
}

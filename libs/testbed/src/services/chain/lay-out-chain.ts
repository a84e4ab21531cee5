import type { AddressPlan } from '../../lease/address-plan.ts';
import { usesTemplate, type Placement } from '../../instance/placement.ts';
import type { Address, TestbedOptions } from '../../testbed.ts';

/** Where the chain is, and where each site finds it. */
export interface ChainLayout {
  /** JSON-RPC of the chain itself; sites reach it through their endpoints only. */
  readonly rpc: Address;
  readonly control: Address;
  readonly endpoints: readonly {
    readonly site: string;
    /** From 1 in each site. */
    readonly number: number;
    readonly address: Address;
  }[];
  /** API of the Toxiproxy process of a site's endpoints. */
  readonly proxyControls: ReadonlyMap<string, Address>;
  /** Instances that get a key of their own, in order. */
  readonly keyHolders: readonly Placement[];
}

/** What a testbed does where nothing is asked for: a block every half second, two endpoints in each site. */
export const chainDefaults = { blockMs: 500, endpoints: 2 } as const;

/**
 * Gives the chain its addresses, or none where the manifest needs no chain. The chain stands among the harness's own
 * addresses, so that a subject that finds it there instead of by its site's endpoints is seen to bypass them.
 */
export async function layOutChain(
  { manifest, sites, chain }: TestbedOptions,
  plan: AddressPlan,
  placed: readonly Placement[],
  single: (host: string) => Promise<Address>,
): Promise<ChainLayout | undefined> {
  if (!manifest.needs.some(({ kind }) => kind === 'chain')) return undefined;
  const count = chain?.endpoints ?? chainDefaults.endpoints;
  const endpoints = await Promise.all(
    sites.flatMap((site) =>
      Array.from({ length: count }, async (_, index) => ({
        site,
        number: index + 1,
        address: await single(plan.nextRoute(site)),
      })),
    ),
  );
  const controls = await Promise.all(
    sites.map(async (site) => [site, await single(plan.nextControl())] as const),
  );
  return {
    rpc: await single(plan.nextControl()),
    control: await single(plan.nextControl()),
    endpoints,
    proxyControls: new Map(controls),
    keyHolders: placed.filter(({ component }) => usesTemplate(component, 'needs.chain.keyFile')),
  };
}

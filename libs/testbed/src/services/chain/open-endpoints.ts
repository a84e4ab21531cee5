import type { Surroundings } from '../../surroundings.ts';
import { ProxyGroup } from '../../toxiproxy/proxy-group.ts';
import { ToxiproxyProcess } from '../../toxiproxy/toxiproxy-process.ts';
import type { ChainLayout } from './lay-out-chain.ts';
import { ProxiedEndpoint } from './proxied-endpoint.ts';

/** Starts one Toxiproxy process per site, with a proxy for each of the site's endpoints. */
export async function openEndpoints(
  layout: ChainLayout,
  surroundings: Surroundings,
): Promise<{
  readonly endpoints: readonly ProxiedEndpoint[];
  readonly proxies: readonly ToxiproxyProcess[];
}> {
  const made = [...layout.proxyControls].map(([site, control]) => {
    const mine = layout.endpoints.filter((endpoint) => endpoint.site === site);
    const process = new ToxiproxyProcess({
      ...surroundings,
      name: `toxiproxy-chain-${site}`,
      site,
      control,
      proxies: mine.map(({ number, address }) => ({
        name: `rpc-${site}-${number}`,
        listen: address,
        upstream: layout.rpc,
      })),
    });
    const endpoints = mine.map(
      (endpoint, index) =>
        new ProxiedEndpoint(
          endpoint,
          new ProxyGroup(process.proxies.slice(index, index + 1).map((proxy) => ({ process, proxy }))),
        ),
    );
    return { process, endpoints };
  });
  await Promise.all(made.map(({ process }) => process.start()));
  return {
    endpoints: made.flatMap(({ endpoints }) => endpoints),
    proxies: made.map(({ process }) => process),
  };
}

import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type {
  ChainService,
  Clock,
  Instance,
  ManagedProcess,
  PostgresService,
  Testbed,
} from '@plimsoll/testbed/testbed';
import type { Scenario } from '@plimsoll/history/scenario';

/**
 * A testbed that does not run: names, sites and roles as they will be, so that a plan can be expanded, printed
 * and checked before anything starts. Faults look at it to find their targets; every verb on it throws.
 */
export function blueprint(manifest: Manifest, topology: Scenario['topology'], clocks: boolean): Testbed {
  const instances = manifest.components.flatMap((component) => {
    const sites = component.multiplicity === 'once' ? topology.sites.slice(0, 1) : topology.sites;
    return sites.flatMap((site) => {
      const count = component.multiplicity === 'instance' ? (topology.instances[site] ?? 1) : 1;
      return Array.from({ length: count }, (_, index): Instance => {
        const name = `${component.role}-${site}-${index + 1}`;
        return {
          ...stillProcess(name, site),
          role: component.role,
          serves: component.serves,
          ordinal: index + 1,
          addressFrom: notRunning,
          ready: notRunning,
          clock: clocks ? stillClock([name]) : undefined,
        };
      });
    });
  });
  return {
    sites: topology.sites,
    instances,
    postgres: manifest.needs.some((need) => need.kind === 'postgres') ? stillPostgres(topology) : undefined,
    chain: manifest.needs.some((need) => need.kind === 'chain') ? stillChain(topology) : undefined,
    dataDirectory: '',
    link: (from, to) => new Proxy({ from, to }, { get: still }) as never,
    needRoute: (instance) =>
      manifest.needs.length === 0 ||
      !instances.some((each) => each.name === instance && each.serves === 'node')
        ? undefined
        : (new Proxy({ instance, need: 'postgres' }, { get: still }) as never),
    processesIn: (site) => instances.filter((each) => each.site === site),
    siteClock: (site) => (clocks ? stillClock([site]) : undefined),
    leftovers: notRunning,
    bypasses: () => [],
    close: notRunning,
  };
}

function notRunning(): never {
  throw new Error('a blueprint does not run');
}

function still(target: object, property: string | symbol): unknown {
  return property in target ? target[property as never] : notRunning;
}

function stillClock(members: readonly string[]): Clock {
  return { members, set: notRunning };
}

function stillProcess(name: string, site: string): ManagedProcess {
  return {
    name,
    site,
    pid: undefined,
    startTicks: undefined,
    state: 'created',
    start: notRunning,
    kill: notRunning,
    pause: notRunning,
    resume: notRunning,
    stop: notRunning,
  };
}

/** Endpoints by site and number, as faults name them; two in each site unless the topology says otherwise. */
function stillChain({ sites, chain }: Scenario['topology']): ChainService {
  const endpoints = sites.flatMap((site) =>
    Array.from(
      { length: chain?.endpoints ?? 2 },
      (_, index) => new Proxy({ site, number: index + 1 }, { get: still }) as never,
    ),
  );
  const service = {
    kind: 'chain',
    endpoints: (site?: string) =>
      endpoints.filter((endpoint: { readonly site: string }) => site === undefined || endpoint.site === site),
  };
  return new Proxy(service, { get: still }) as never;
}

function stillPostgres(topology: Scenario['topology']): PostgresService {
  const [primarySite = '', standbySite] = topology.sites;
  const replicated = topology.postgres !== 'single' && standbySite !== undefined;
  return {
    kind: 'postgres',
    primarySite,
    standbySite: replicated ? standbySite : undefined,
    mode: topology.postgres,
    primary: stillProcess(`postgres-${primarySite}`, primarySite),
    standby: replicated ? stillProcess(`postgres-${standbySite}`, standbySite) : undefined,
    probeUrl: '',
    restart: notRunning,
    failOver: notRunning,
    rebuildStandby: notRunning,
    snapshot: notRunning,
    rollBack: notRunning,
    now: notRunning,
  };
}

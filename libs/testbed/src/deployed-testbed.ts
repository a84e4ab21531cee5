import { SiteClock, type ProcessClock } from './clock/process-clock.ts';
import type { SubjectInstance } from './instance/subject-instance.ts';
import type { AddressPlan } from './lease/address-plan.ts';
import type { Layout } from './lease/lay-out.ts';
import type { Lease } from './lease/lease.ts';
import type { Links } from './link/open-links.ts';
import type { SimulatedChain } from './services/chain/simulated-chain.ts';
import type { Kafka } from './services/kafka/open-kafka.ts';
import type { Databases } from './services/postgres/open-databases.ts';
import type { Supervisor } from './supervisor/supervisor.ts';
import type {
  Clock,
  Instance,
  Link,
  ManagedProcess,
  NeedRoute,
  PostgresService,
  Testbed,
  TestbedOptions,
} from './testbed.ts';
import { BypassWatch } from './watch/bypass-watch.ts';
import { findLeftovers } from './watch/leftovers.ts';

const BYPASS_SAMPLE_MS = 500;

/** What a testbed is put together from. */
export interface Parts {
  readonly options: TestbedOptions;
  readonly plan: AddressPlan;
  readonly layout: Layout;
  readonly lease: Lease;
  readonly supervisor: Supervisor;
  readonly links: Links;
  readonly databases: Databases;
  readonly chain: SimulatedChain | undefined;
  readonly kafka: Kafka | undefined;
  readonly instances: readonly SubjectInstance[];
  readonly onProcess: NonNullable<TestbedOptions['onProcess']>;
  readonly closers: readonly (() => Promise<void>)[];
}

/** A testbed that stands: every part is running. */
export class DeployedTestbed implements Testbed {
  readonly sites: readonly string[];
  readonly instances: readonly Instance[];
  readonly databases: readonly PostgresService[];
  readonly chain: SimulatedChain | undefined;
  readonly kafka: Kafka | undefined;
  readonly dataDirectory: string;
  readonly #parts: Parts;
  readonly #watch: BypassWatch;
  #closing: Promise<void> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.sites = parts.options.sites;
    this.instances = parts.instances;
    this.databases = parts.databases.services;
    this.chain = parts.chain;
    this.kafka = parts.kafka;
    this.dataDirectory = parts.lease.dataDirectory;
    this.#watch = new BypassWatch({
      instances: [...parts.instances, ...(parts.kafka?.brokers ?? [])],
      plan: parts.plan,
      databases: parts.layout.databases.flatMap(({ endpoint }) => this.sites.map(endpoint.from)),
      routeOf: (instance) => parts.links.routes.get(instance)?.address,
      sharedRoutes: (parts.chain?.endpoints() ?? []).map(({ address }) => address),
      onProcess: parts.onProcess,
      everyMs: BYPASS_SAMPLE_MS,
    });
  }

  get postgres(): PostgresService | undefined {
    return this.#parts.layout.databases[0]?.scope === 'subject' ? this.databases[0] : undefined;
  }

  link(from: string, to: string): Link {
    return this.#parts.links.link(from, to);
  }

  needRoute(instance: string): NeedRoute | undefined {
    return this.#parts.links.routes.get(instance);
  }

  processesIn(site: string): readonly ManagedProcess[] {
    // Proxies are the network, not the site: they stay when a site dies.
    return [...this.#servers(), ...this.instances].filter((process) => process.site === site);
  }

  siteClock(site: string): Clock | undefined {
    const clocks = this.#clocks().filter((clock) => clock.site === site);
    return clocks.length === 0 ? undefined : new SiteClock(clocks);
  }

  async leftovers(): Promise<readonly string[]> {
    const found = await findLeftovers({
      proxies: [...this.#parts.links.proxies, ...(this.chain?.proxies ?? [])],
      processes: [...this.#servers(), ...this.instances],
      clocks: this.#clocks(),
    });
    return [...found, ...((await this.chain?.findings()) ?? [])];
  }

  bypasses(): readonly string[] {
    return this.#watch.found;
  }

  async close(options: { readonly keepData?: boolean } = {}): Promise<void> {
    this.#closing ??= this.#close(options.keepData === true);
    return this.#closing;
  }

  async #close(keepData: boolean): Promise<void> {
    this.#watch.close();
    await Promise.all(this.#parts.closers.map((close) => close()));
    await this.#parts.supervisor.shutdown(keepData);
  }

  #servers(): readonly ManagedProcess[] {
    return [
      ...this.#parts.databases.services.flatMap((service) => service.servers),
      ...(this.kafka?.brokers ?? []),
    ];
  }

  #clocks(): readonly ProcessClock[] {
    return [
      ...this.#parts.databases.clocks,
      ...this.#parts.instances.flatMap(({ clock }) => (clock === undefined ? [] : [clock])),
    ];
  }
}

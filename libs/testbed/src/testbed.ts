import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { AccountsFile } from '@plimsoll/interface/operator/accounts';
import type { KafkaService, KafkaShape } from './services/kafka/kafka-service.ts';
import type { TopicSettings } from './services/kafka/plan-topics.ts';

/** Where something listens. Hosts are loopback addresses leased by this testbed (design, section 5). */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Process states as `/proc` knows them, plus ours. */
export type ProcessState = 'created' | 'running' | 'paused' | 'exited';

/** A process of the subject or of a service: own process group, logs kept with timestamps, exit noticed at once. */
export interface ManagedProcess {
  readonly name: string;
  readonly site: string;
  readonly pid: number | undefined;
  /** Kernel start time (ticks, field 22 of /proc/PID/stat): tells a restarted process from the old one. */
  readonly startTicks: number | undefined;
  readonly state: ProcessState;
  start(): Promise<void>;
  /** SIGKILL to the whole group; resolves when it is gone. */
  kill(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** The manifest's stop signal, then after `withinMs` SIGKILL; says which it took and how long. */
  stop(): Promise<{ readonly graceful: boolean; readonly tookMs: number }>;
}

/** One running copy of a component. */
export interface Instance extends ManagedProcess {
  readonly role: string;
  readonly serves: 'node' | 'gateway' | 'internal';
  readonly ordinal: number;
  /** How a client in `site` reaches the named port: direct at home, through the link's proxy from elsewhere. */
  addressFrom(site: string, port: string): Address;
  /** Resolves once readiness answers 200 on the home address; rejects with what was seen at the deadline. */
  ready(withinMs?: number): Promise<void>;
  /** Undefined when the run has no clock faults or the platform no libfaketime. */
  readonly clock: Clock | undefined;
}

/** The wall clock of one process or of a whole site, steered by libfaketime. */
export interface Clock {
  readonly members: readonly string[];
  /** Offset in milliseconds against true time, and rate (1.01 gains 1 %). (0, 1) heals. */
  set(offsetMs: number, rate?: number): Promise<void>;
}

/** Direction of bytes over a link, whoever dialled. */
export type Direction = 'forth' | 'back' | 'both';

/** What the canary of a link saw: on new connections and on ones that stood before the fault, dialled from either side. */
export interface CanaryReport {
  /** Bytes of that direction arrived on *every* way tried. */
  readonly forth: boolean;
  readonly back: boolean;
  /** New connections could be opened from both sides and stayed open. */
  readonly connected: boolean;
  /** Every way on which bytes did arrive, in words: empty shows a complete stop, some show a fault that took only partly. */
  readonly passed?: readonly string[];
  /** How standing connections ended since the last look: `ECONNRESET` or `end`. */
  readonly ended?: readonly string[];
  /** How long the quickest bytes took on any way, milliseconds: what every byte takes at least. Left out: none arrived. */
  readonly soonestMs?: number;
}

/** All bytes between two sites. `forth` means from `from` to `to`. Made of two Toxiproxy processes. */
export interface Link {
  readonly from: string;
  readonly to: string;
  /** Connections are closed and refused. Both directions. */
  cut(): Promise<void>;
  /** Bytes of that direction stop, connections stay; they flow again on the same connections after heal. */
  stall(direction: Direction): Promise<void>;
  /** The proxies of the link are paused (SIGSTOP): a dark link. */
  freeze(): Promise<void>;
  slow(latencyMs: number, jitterMs?: number): Promise<void>;
  limit(kilobytesPerSecond: number): Promise<void>;
  /** Open connections get a TCP reset; new ones work. */
  reset(): Promise<void>;
  /** Undoes all of the above. */
  heal(): Promise<void>;
  /** Sends canary bytes both ways over this link and says in which direction they arrived within `withinMs`. */
  canary(withinMs: number): Promise<CanaryReport>;
}

/** The way from one instance to one of its needs: a proxy of its own, so that it can be cut alone. */
export interface NeedRoute {
  readonly instance: string;
  readonly need: 'postgres';
  readonly address: Address;
  cut(): Promise<void>;
  stall(): Promise<void>;
  reset(): Promise<void>;
  slow(latencyMs: number): Promise<void>;
  heal(): Promise<void>;
  /** True if a PostgreSQL SSLRequest sent along this very route is answered within `withinMs`. */
  answers(withinMs: number): Promise<boolean>;
}

/** A PostgreSQL server, or a primary with a standby in another site. */
export interface PostgresService {
  readonly kind: 'postgres';
  /** Site of the current primary. */
  readonly primarySite: string;
  readonly standbySite: string | undefined;
  readonly mode: 'single' | 'synchronous' | 'asynchronous';
  readonly primary: ManagedProcess;
  readonly standby: ManagedProcess | undefined;
  /** A superuser URL straight to the primary, for probes; never given to a subject. */
  readonly probeUrl: string;
  restart(): Promise<void>;
  /** Fence the old primary (kill), promote the standby, re-point every route. */
  failOver(): Promise<{ readonly oldPrimary: string; readonly newPrimary: string }>;
  /** What an operator does whose standby is lost: commits no longer wait for it. Undone by `rebuildStandby`. */
  goOnAlone?(): Promise<void>;
  /** After `failOver` or a lost site: a fresh standby is built where the old primary was, if that site is up. */
  rebuildStandby(): Promise<void>;
  /** Copy of the data directory as it is now (server running, crash-consistent by pg_backup_start/stop). */
  snapshot(): Promise<string>;
  /** Stop, put the snapshot back, start. Loses what came after it: that is the point. */
  rollBack(snapshot: string): Promise<void>;
  /** The server's clock as read inside it, microseconds since the epoch. */
  now(): Promise<number>;
}

/** A block of the chain: another hash at the same height is another block. */
export interface ChainBlock {
  readonly height: number;
  readonly hash: string;
}

/** What a reorganisation took away and what stands there now. */
export interface ChainReorganisation {
  /** The last block that both branches have. */
  readonly fork: ChainBlock;
  /** Lowest first. */
  readonly gone: readonly ChainBlock[];
  /** One more than are gone. */
  readonly instead: readonly ChainBlock[];
  /** Transactions that went back to the pool. */
  readonly returned: number;
}

/** One RPC endpoint of the chain as seen from a site: a proxy of its own, so that it can be cut alone. */
export interface ChainEndpoint {
  readonly site: string;
  /** From 1 in each site. */
  readonly number: number;
  readonly address: Address;
  readonly url: string;
  /** Connections are closed and refused. */
  cut(): Promise<void>;
  /** Bytes stop, connections stay. */
  stall(): Promise<void>;
  /** Every answer comes later by so much. */
  slow(latencyMs: number): Promise<void>;
  heal(): Promise<void>;
}

/**
 * The chain: one for all sites, in a process of its own that no fault kills. It stands in a site of its own, which is in no
 * list of sites; from each site it is reached through that site's endpoints.
 */
export interface ChainService {
  readonly kind: 'chain';
  readonly chainId: number;
  /** Address of the subject's contract, the same in every run. */
  readonly contract: string;
  /** Time between blocks. */
  readonly blockMs: number;
  readonly process: ManagedProcess;
  /** JSON-RPC straight to it, for probes and for the harness's observer; never given to a subject. */
  readonly probeUrl: string;
  /** Addresses on the chain by instance, of those that hold a key. */
  readonly submitters: ReadonlyMap<string, string>;
  /** The endpoints of a site, or all. */
  endpoints(site?: string): readonly ChainEndpoint[];
  head(): Promise<ChainBlock>;
  /**
   * Takes the last `depth` blocks back; one more than those take their place, all empty. Transactions of the lost blocks
   * go back to the pool. For some milliseconds the head is lower than before.
   */
  reorg(depth: number): Promise<ChainReorganisation>;
  /** No block from now on; the pool fills. */
  stallMining(): Promise<void>;
  resumeMining(): Promise<void>;
  /**
   * Throws the transactions of these senders (of all, if none is named) out of the pool, before the next block that would
   * have taken one: their hashes, or none if nothing was sent within that time.
   */
  dropTransactions(from: readonly string[], withinMs: number): Promise<readonly string[]>;
  /** Every block from now on asks for this base fee, in wei; undefined puts back what it was before. */
  setBaseFee(wei: bigint | undefined): Promise<void>;
  /** A key of the harness's own with funds on the chain, the same for the same name. Mines a block: for set-up. */
  fundedKey(name: string): Promise<{ readonly address: string; readonly privateKey: string }>;
}

/** What the testbed is asked to build. */
export interface TestbedOptions {
  readonly manifest: Manifest;
  /** Folder of the manifest: relative commands are from here. */
  readonly manifestDirectory: string;
  readonly sites: readonly string[];
  /** Number of `instance` components by site. */
  readonly instances: Readonly<Record<string, number>>;
  readonly postgres: 'single' | 'synchronous' | 'asynchronous';
  /** Where the manifest needs Kafka: how brokers stand, site clusters if nothing is said. */
  readonly kafka?: {
    readonly shape: KafkaShape | 'none';
    /** Brokers that each cluster has in a site, one where nothing is said. */
    readonly brokers?: Readonly<Record<string, number>>;
    readonly topics?: TopicSettings;
    /** After how long a silent follower is out of sync; a default is in services/kafka/broker-properties.ts. */
    readonly replicaLagMs?: number;
  };
  /** Where the manifest needs a chain; defaults in services/chain/lay-out-chain.ts. */
  readonly chain?: {
    /** Time between blocks. */
    readonly blockMs?: number;
    /** RPC endpoints in each site. */
    readonly endpoints?: number;
    /** Operator id of the instances of a site; 1 where nothing is said. */
    readonly operatorIds?: Readonly<Record<string, number>>;
    /** What the genesis accounts own of the chain's coin, all together, in wei: paid into the contract. */
    readonly genesisWei?: string;
  };
  /** Preload libfaketime into subject and databases. */
  readonly clocks: boolean;
  /** Written to the members file. */
  readonly members: readonly {
    readonly name: string;
    readonly publicKey: string;
    readonly enabled: boolean;
  }[];
  /** Written to the accounts file, for a system that has accounts. */
  readonly accounts?: AccountsFile;
  /** Logs of all processes go here, `<instance>.<incarnation>.{stdout,stderr}.log`. */
  readonly logDirectory: string;
  /**
   * Told of every node that did not become ready, and of its last words. Where it is given, all nodes are waited for before the first of
   * them is thrown: each has then said what it thinks of its configuration.
   */
  readonly onNotReady?: (instance: string, words: string) => void;
  /** Called for everything that happens to a process. */
  readonly onProcess?: (event: {
    readonly instance: string;
    readonly site: string;
    readonly event:
      | 'started'
      | 'ready'
      | 'exited'
      | 'killed'
      | 'paused'
      | 'resumed'
      | 'stopping'
      | 'stopped'
      | 'bypass'
      | 'clock';
    readonly pid?: number;
    readonly detail?: string;
  }) => void;
  /** Progress of set-up in words, for people. */
  readonly onProgress?: (message: string) => void;
}

/** A deployed subject on simulated sites. `close` removes every process, address lease and data directory. */
export interface Testbed {
  readonly sites: readonly string[];
  readonly instances: readonly Instance[];
  readonly postgres: PostgresService | undefined;
  /** All databases: the one above, or one in each site where the need's scope is `site`. */
  readonly databases?: readonly PostgresService[];
  /** Undefined where the subject needs none. */
  readonly kafka?: KafkaService | undefined;
  /** Undefined where the subject needs none. */
  readonly chain?: ChainService | undefined;
  readonly dataDirectory: string;
  link(from: string, to: string): Link;
  needRoute(instance: string): NeedRoute | undefined;
  /** Everything in a site, services included: to kill, pause or count. */
  processesIn(site: string): readonly ManagedProcess[];
  /** The clock of a whole site (its components and its database), if clocks are on. */
  siteClock(site: string): Clock | undefined;
  /** Faults left behind: toxics, disabled proxies, paused processes, shifted clocks. Empty when clean (HX-M2). */
  leftovers(): Promise<readonly string[]>;
  /** Connections seen that bypass their link, by name (from /proc/net/tcp); sampled while running. */
  bypasses(): readonly string[];
  close(options?: { readonly keepData?: boolean }): Promise<void>;
}

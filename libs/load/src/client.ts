import type { Plan } from '@plimsoll/history/plan';
import type { Scenario } from '@plimsoll/history/scenario';
import type { KafkaTopic } from '@plimsoll/interface/operator/kafka-topics';
import type { Address } from '@plimsoll/testbed/testbed';
import type { Mix } from './mix.ts';

/** Whom the load acts as, with its key; only the harness's own processes hold the private part. */
export interface TestMember {
  readonly name: string;
  readonly enabled: boolean;
  /** PKCS#8 PEM of the private key, of the kind that the system wants. Never written to the output folder. */
  readonly privateKeyPem: string;
  /** As the interface of the system writes it: base64 of an Ed25519 key, `0x…` of a point on P-256. */
  readonly publicKey: string;
}

/** An endpoint of the subject and how to reach it from each site. */
export interface Endpoint {
  readonly instance: string;
  readonly site: string;
  readonly serves: 'node' | 'gateway';
  readonly from: Readonly<Record<string, Address>>;
}

/** A topic and the brokers that hold it, straight: past all links. */
export type ReadableTopic = Pick<KafkaTopic, 'topic' | 'name' | 'owner' | 'site' | 'partitions' | 'brokers'>;

/** The chain as the harness's own clients reach it: straight, past all links. */
export interface ReadableChain {
  readonly url: string;
  readonly chainId: number;
  /** Address of the contract. */
  readonly contract: string;
  /** A key with funds, `0x…`, for what users do at the contract. */
  readonly key: string;
}

/** What every client process is told, once, over its IPC channel. */
export interface ClientPlan {
  /** `process.hrtime.bigint()` at the start of the run, as text: zero of the run clock. */
  readonly runStartNanos: string;
  readonly seed: string;
  readonly members: readonly TestMember[];
  readonly endpoints: readonly Endpoint[];
  readonly sites: readonly string[];
  readonly capabilities: readonly string[];
  readonly load: Scenario['load'];
  /** Shares of the kinds of sends that differ from the default (mix.ts). */
  readonly mix?: Partial<Mix>;
  /** Accounts before the first batch: account n is member n. */
  readonly genesis?: NonNullable<Plan['genesis']>;
  /** Operator of the instances in a site, where there are several; 1 where nothing is said. */
  readonly operatorIds?: Readonly<Record<string, number>>;
  readonly topics?: readonly ReadableTopic[];
  readonly chain?: ReadableChain;
  /** The final readers give a stream up after so long without a new event before its sentinel; default 20 s. */
  readonly finalStuckMs?: number;
  /** Folder `history/` of the output. */
  readonly historyDirectory: string;
}

/** Counts so far, pushed by a client process about four times a second. */
export interface LoadStatus {
  readonly offered: number;
  readonly sent: number;
  readonly ok: number;
  readonly fail: number;
  readonly info: number;
  readonly inFlight: number;
  readonly events: number;
  /** Sends answered `sequenced` so far. */
  readonly acknowledged: number;
  /** Sends a second and the worst latency over the last second, for people. */
  readonly ratePerSecond: number;
  readonly worstMs: number;
}

/** How far the final barrier came: whose sentinel came back, or which nodes show every end; and whose or which do not. */
export interface Barrier {
  readonly reached: readonly number[];
  readonly missing: readonly number[];
}

/** The load: open loop sends of all members, their own live subscriptions, acknowledgements, retries. File `load`. */
export interface LoadHandle {
  begin(): void;
  /** Latest status pushed. */
  status(): LoadStatus;
  /** No new sends; resolves when nothing is in flight and every open retry is decided or `withinMs` passed. */
  stop(withinMs: number): Promise<LoadStatus>;
  /**
   * The final barrier, after `stop`. Sequencer: one `sentinel` send of every enabled member to itself, retried until sequenced or
   * `withinMs`, numbers are members. Operator: waits until every accepted operation has ended at every node, numbers are nodes.
   */
  sentinel(withinMs: number): Promise<Barrier>;
  /** Flush, close the file, end the process. */
  close(): Promise<void>;
  /** Resolves if the process ends before `close`: a harness failure. */
  readonly failed: Promise<Error>;
  /** Of the client process. */
  readonly pid?: number | undefined;
}

/** Probes (HS-06), health polls, one live reader for each (node, few members), intrusions. File `watch`. */
export interface WatchHandle {
  begin(): void;
  /** Last probe and health by series, for terminal and for waits on conditions (steady, recovered). */
  status(): WatchStatus;
  /** Operator: writes nothing more and waits for its own writes as `LoadHandle.sentinel` does. Elsewhere probes are outside the judged load. */
  settle(withinMs: number): Promise<Barrier>;
  close(): Promise<void>;
  readonly failed: Promise<Error>;
  /** Of the client process. */
  readonly pid?: number | undefined;
}
export interface WatchStatus {
  /** Key `write|<site>|<instance>` or `read|<site>|<instance>`. */
  readonly probes: Readonly<
    Record<string, { readonly ok: boolean; readonly atMicros: number; readonly okSinceMicros: number | null }>
  >;
  readonly health: Readonly<Record<string, { readonly ready: boolean | null; readonly atMicros: number }>>;
}

/** One fault in a scenario: what, against which target, how long. Everything left out is filled in when the plan is expanded. */
export interface Step {
  readonly fault: string;
  /** A target's full name, or a class (`node`, `gateway`, `site`, `link`, `postgres`, `route`): then one is drawn by the seed. Default: drawn from all. */
  readonly target?: string;
  readonly parameters?: Readonly<Record<string, number | string>>;
  /** How long it stays on; default is the fault's own `holdMs`. */
  readonly holdMs?: number;
  readonly repeat?: number;
  /** Faults on at the same time, started with this one. */
  readonly together?: readonly Step[];
}

/** A scenario: topology, load and faults, one after another, on one testbed. One file each in chaos/scenarios; the folder is the registry. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly topology: {
    readonly sites: readonly string[];
    readonly instances: Readonly<Record<string, number>>;
    readonly postgres: 'single' | 'synchronous' | 'asynchronous';
    /**
     * Where the subject needs a chain: time between blocks (500 ms if left out), RPC endpoints in each site (2), and the
     * operator whose instances a site has (1).
     */
    readonly chain?: {
      readonly blockMs?: number;
      readonly endpoints?: number;
      readonly operatorIds?: Readonly<Record<string, number>>;
    };
    /**
     * Where the subject needs Kafka: how its brokers stand. `site-clusters` (if left out): a cluster for each site with a
     * plain broker in every other one; `stretched`: one cluster over three sites or more; `witness`: the same, and the last
     * site has no instance.
     */
    readonly kafka?: 'none' | 'site-clusters' | 'stretched' | 'witness';
    /** Brokers that each cluster has in a site; one where nothing is said. */
    readonly kafkaBrokers?: Readonly<Record<string, number>>;
    /**
     * Replicas of every topic (as many as the cluster has sites, at most 3), its `min.insync.replicas` (2 where it can be), and
     * the sites of its replicas, the preferred leader's first; `home` is the site of the topic's owner.
     */
    readonly kafkaTopics?: {
      readonly replication?: number;
      readonly minInSyncReplicas?: number;
      readonly assignment?: readonly string[];
      /** Another number of partitions than the manifest asks for: a mistake that the subject has to notice. */
      readonly partitions?: number;
    };
    /** After how long a silent follower is out of sync (`replica.lag.time.max.ms`); 4000 if left out, Kafka's own is 30000. */
    readonly kafkaReplicaLagMs?: number;
  };
  /**
   * Where the subject shall not serve on this topology: it has to refuse to start, naming the rule that the topology breaks (the interface
   * has the names), of several one. Nothing is sent then and no fault is tried.
   */
  readonly expects?: { readonly refusal: readonly string[] };
  readonly load: {
    readonly members: number;
    /** Sends a second, all members together, open loop. */
    readonly ratePerSecond: number;
    readonly arrivals: 'constant' | 'poisson';
    readonly maxSequencingTimeMs: number;
    /** Share of sends that ask await=sequenced, 0..1. */
    readonly awaitShare: number;
    readonly bytes: readonly [number, number];
    /** Period of the write probes at each instance; long where a node shall have nothing to write for a while. */
    readonly probePeriodMs?: number;
    /**
     * How often the slowest member acknowledges, a minute if left out, as real clients do: so long everything stays
     * readable, and a late insert shows in the final reads. Shorter where pruning shall go on.
     */
    readonly slowestAcknowledgeMs?: number;
    /** Shares of kinds of operations (0..1) that differ from the default of the system's load (libs/load: operation-mix.ts). */
    readonly mix?: Readonly<Record<string, number>>;
  };
  /** Quiet time before the first fault and after each heal at least this long; waits are for conditions, this is the floor. */
  readonly steadyMs: number;
  readonly recoveryMs: number;
  /**
   * The load goes on for this long after the last trial: what a subject claims for the time after a heal can be judged
   * only where there is such a time.
   */
  readonly tailMs?: number;
  readonly steps: readonly Step[];
  /** Upper end of the jitter before an injection, for short runs; default is the subject's longest timer (HS-07). */
  readonly jitterMaxMs?: number;
  /** Known defects (DM-.. of the domain facts) that must show in this scenario; checked by the kill matrix. */
  readonly shows?: readonly string[];
  /** Conditions that must have been met at least once, by id (HR-12). */
  readonly required?: readonly string[];
}

import type { Hex } from '@plimsoll/interface/operator/operation';

/** Somebody else's pending-operations topic, and where it is. */
export interface CopiedTopic {
  readonly topic: string;
  readonly brokers: readonly string[];
}

/** What the operator promises for the loss of one site, checked against the brokers at start (RG-18). */
export type Claim = 'lossless' | 'keeps-accepting';

/** Everything that a manager is configured with: the file's keys with defaults filled in, units in the names. */
export interface Config {
  readonly instance: string;
  /** `host:port` of JSON-RPC and health. */
  readonly listen: string;
  /** `host:port` of health and metrics. */
  readonly monitoringListen: string | undefined;
  readonly logLevel: string;
  readonly accountsFile: string | undefined;
  readonly chainId: number;
  readonly contract: Hex;
  readonly database: {
    readonly url: string;
    readonly schema: string;
    readonly poolSize: number;
    readonly statementMs: number;
  };
  readonly engine: {
    readonly uri: string;
    readonly connections: number;
    readonly timeoutMs: number;
    /** After so long in topic and database, an operation is answered though the engine has not confirmed it. */
    readonly waitMs: number;
  };
  /** The own engine's topics. */
  readonly kafka: {
    readonly brokers: readonly string[];
    readonly batchUpdatesTopic: string;
    readonly invalidOperationsTopic: string;
    readonly consumerGroup: string;
  };
  readonly ha: {
    readonly brokers: readonly string[];
    readonly ownTopic: string;
    readonly partitions: number;
    readonly consumerGroup: string;
    readonly copies: readonly CopiedTopic[];
    readonly acks: 'all' | '1';
    readonly claims: readonly Claim[];
    /** Rules of RG-18 that are broken knowingly: shown at /health for as long as the process runs. */
    readonly allowUnsafe: readonly string[];
    readonly sessionMs: number;
    readonly lingerMs: number;
    readonly sendDeadlineMs: number;
  };
  readonly limits: {
    readonly bodyBytes: number;
    readonly callsInBatch: number;
    /** Operations on their way through topic, database and engine; beyond it new ones are refused. */
    readonly inFlight: number;
    /** Operations that are not settled; beyond it new ones are refused. */
    readonly pending: number;
  };
  readonly notReadyAfterMs: number;
  readonly drainMs: number;
}

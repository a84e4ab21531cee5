import type { Hex } from '@plimsoll/interface/operator/operation';

/** How instances of one operator share the submitting (HA page, "High availability modes"). */
export type Mode = 'active-active' | 'active-passive';

/** Everything that an engine is configured with; the file's keys, with defaults filled in, units in the names. */
export interface Config {
  readonly instance: string;
  readonly mode: Mode;
  readonly listen: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly accountsFile: string;
  readonly batch: {
    readonly operationsMax: number;
    readonly depositsMax: number;
    readonly outboundMax: number;
    /** A batch that is not full is submitted when its oldest operation has waited so long. */
    readonly intervalMs: number;
    /** Most batches accepted and not final. */
    readonly notFinalMax: number;
  };
  readonly trustOrigin: boolean;
  /** Risks that are taken by permission. */
  readonly unsafe: readonly string[];
  readonly chain: {
    readonly urls: readonly string[];
    readonly chainId: number;
    readonly contract: Hex;
    readonly rpcTimeoutMs: number;
    readonly pollMs: number;
    readonly lookaheadBlocks: number;
    readonly blocksToFinalization: number;
    readonly gasLimitBatch: number;
    /** File with the submitter's key. */
    readonly keyPath: string;
  };
  /** Undefined: `kafka_type = "Dummy"`, nothing is published. */
  readonly kafka:
    | {
        readonly brokers: readonly string[];
        readonly timeoutMs: number;
        readonly batchUpdatesTopic: string;
        readonly invalidOperationsTopic: string;
      }
    | undefined;
  readonly prover: { readonly jobAddress: string; readonly timeoutMs: number };
  /** Operations beyond this are refused (RH-13). */
  readonly capacity: number;
  /** How long an operation may wait for a nonce, an account or an order that is not there, microseconds of the chain's time. */
  readonly waitMicros: number;
  /** Active-passive: blocks without a batch, while there is work, after which another instance takes its turn. */
  readonly leaseBlocks: number;
  /** Addresses of the operator's submitters, the same list in every instance; empty: only this one. */
  readonly submitters: readonly string[];
  readonly notReadyAfterMs: number;
  readonly headStillMs: number;
  readonly drainMs: number;
}

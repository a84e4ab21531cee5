import type { Hex } from '@plimsoll/interface/operator/operation';
import type { AnyTarget } from '../any-context.ts';

/** A genesis account and its key (PKCS#8 PEM, P-256). */
export interface OperatorAccount {
  readonly id: number;
  readonly publicKey: Hex;
  readonly privateKeyPem: string;
}

/** An operator that runs and is ready, as the conformance cases need to know it. */
export interface OperatorTarget extends AnyTarget {
  /** What every operation is signed for (libs/interface, operator/operation-hash.ts). */
  readonly rollup: Hex;
  /** At least three that this operator manages, each with at least 100,000 of token 0; nobody else may act for them. */
  readonly accounts: readonly OperatorAccount[];
  /** One that another operator manages. */
  readonly foreign: OperatorAccount;
  /** Longest wait for what must come (the end of an operation), milliseconds: not a figure, only an end to waiting. */
  readonly endWithinMs: number;
  /** Says which process of the subject has ended, if any: asked after the fuzzer. Health is asked as well. */
  readonly ended?: () => readonly string[];
}

/** What each account of a target has at least, of token 0. */
export const fundsAtLeast = 100_000n;

import type { Scenario } from './scenario.ts';

/** A trial: one fault, fully expanded. */
export interface PlannedTrial {
  readonly trial: number;
  readonly fault: string;
  /** Of the fault's own file, copied when the plan is expanded: `judge` and the report never load faults. */
  readonly title?: string;
  readonly class?: string;
  readonly mode?: string;
  /** Guarantees that this fault voids by its nature and that must be seen to fail; and those that may. Copied likewise. */
  readonly mustBreak?: readonly string[];
  readonly mayBreak?: readonly string[];
  readonly target: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly holdMs: number;
  /** Waited after steady state before injecting: jitter over the subject's longest timer (HS-07). */
  readonly jitterMs: number;
  readonly together: readonly Omit<PlannedTrial, 'jitterMs' | 'together'>[];
}

/** plan.json: everything expanded, printed and stored; a run can be repeated from it alone (design, section 7). */
export interface Plan {
  readonly plimsoll: 1;
  readonly seed: string;
  readonly scenario: Scenario;
  readonly subject: {
    readonly manifestPath: string;
    /** SHA-256 of the resolved manifest. */
    readonly digest: string;
    readonly name: string;
    readonly version: string;
    readonly profile?: string;
    readonly system: string;
    readonly capabilities: readonly string[];
    readonly bounds: Readonly<Record<string, number>>;
    readonly timers: Readonly<Record<string, number>>;
    readonly exempt: Readonly<Record<string, string>>;
    readonly mutant?: string;
  };
  readonly members: readonly {
    readonly name: string;
    readonly publicKey: string;
    readonly enabled: boolean;
  }[];
  readonly nodes: readonly { readonly name: string; readonly site: string }[];
  readonly gateways: readonly { readonly name: string; readonly site: string }[];
  /** Parts of nodes that serve nobody outside (an engine, a prover): what happens to them happens to the node beside them. */
  readonly internals?: readonly { readonly name: string; readonly site: string }[];
  readonly trials: readonly PlannedTrial[];
  /** Of a subject on a chain: the accounts that the contract starts with, funds included (RG-10, "initial balances"). */
  readonly genesis?: readonly {
    readonly id: number;
    readonly publicKey: string;
    readonly operatorId: number;
    /** Token id to amount, a decimal string. */
    readonly balances: Readonly<Record<string, string>>;
  }[];
  /** Trials that the subject cannot have, with the reason; they are in the report all the same. */
  readonly notAvailable: readonly {
    readonly fault: string;
    readonly why: string;
    readonly title?: string;
    readonly class?: string;
  }[];
}

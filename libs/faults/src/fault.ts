import type { Testbed } from '@plimsoll/testbed/testbed';

/** What a fault may use: the testbed, seeded random, and a deadline-aware wait. */
export interface FaultContext {
  readonly testbed: Testbed;
  /** Uniform in [0, 1), seeded by the plan. */
  readonly random: () => number;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
  /** The subject's own timers (manifest), milliseconds. */
  readonly timers: Readonly<Record<string, number>>;
  /** Whether a load is on and what it sent: a fault that must be *seen* to lose waits for acknowledged sends. */
  readonly load?: { readonly acknowledged: () => number };
}

/** Something a fault can be aimed at, found on the testbed: `node:sequencer-a-1`, `site:a`, `link:a-b`, `postgres`, … */
export interface Target {
  /** Stable text form, printed and stored in the plan. */
  readonly name: string;
  /** Instances and sites touched directly. */
  readonly touches: readonly string[];
}

/** What a probe saw that shares no code and no route with the injector (HR-01). */
export interface Observation {
  readonly seen: boolean;
  /** In words, with values: "pid 4711 state T", "canary forth lost, back arrived". */
  readonly words: string;
}

/** The class of the table row on a report's first screen. */
export type FaultClass = 'process' | 'link' | 'site' | 'store' | 'clock' | 'chain';

/**
 * A fault is a verb and a target (design, section 6). One file each in `catalogue/`, default export; the folder
 * is the registry. A fault never names a product's role: targets are found by what a component `serves`.
 */
export interface Fault {
  /** File name, kebab case: `kill`, `pause-long`, `site-dark`. */
  readonly name: string;
  readonly title: string;
  /** What it does and what a reader must know to judge the figure. */
  readonly text: string;
  readonly class: FaultClass;
  /** E.g. `killed`, `dark`, `bytes stop, nothing closes`: printed with every figure. */
  readonly mode: string;
  readonly source: string;
  /** Default parameters, e.g. { holdMs: 3000 }; a plan may override them. */
  readonly parameters: Readonly<Record<string, number | string>>;
  /**
   * Parameters that depend on the subject's own timers (a pause *beyond* its offline interval): laid over
   * `parameters` and under what a step says. Use `completeParameters` (parameters.ts), never by hand.
   */
  parametersFor?(timers: Readonly<Record<string, number>>): Readonly<Record<string, number>>;
  /** Plan must preload libfaketime. */
  readonly needsClocks?: boolean;
  /** Guarantees that this fault voids by its nature (a rolled-back store loses): these must then be *seen* to fail. */
  readonly mustBreak?: readonly string[];
  /** Guarantees that it voids too, but that need not be seen to fail: a finding there is not the subject's fault. */
  readonly mayBreak?: readonly string[];
  /** All targets on this testbed, or the reason why there are none. */
  targets(testbed: Testbed): readonly Target[] | { readonly notAvailable: string };
  /** Apply. `parameters` are complete. */
  inject(
    context: FaultContext,
    target: Target,
    parameters: Readonly<Record<string, number | string>>,
  ): Promise<void>;
  /** The independent probe: did it bite? */
  bit(
    context: FaultContext,
    target: Target,
    parameters: Readonly<Record<string, number | string>>,
  ): Promise<Observation>;
  /** Undo; for a kill that means: start again. Must be safe to call after a failed inject. */
  heal(
    context: FaultContext,
    target: Target,
    parameters: Readonly<Record<string, number | string>>,
  ): Promise<void>;
  /** The independent probe again: is it gone? */
  healed(
    context: FaultContext,
    target: Target,
    parameters: Readonly<Record<string, number | string>>,
  ): Promise<Observation>;
}

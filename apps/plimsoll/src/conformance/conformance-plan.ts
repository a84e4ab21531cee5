import type { CaseResult } from '@plimsoll/conformance/case';
import type { ConformanceOptions } from '@plimsoll/conformance/run';
import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { Testbed, TestbedOptions } from '@plimsoll/testbed/testbed';
import { operatorPlan } from './operator-plan.ts';
import { sequencerPlan } from './sequencer-plan.ts';

/** How conformance of a system is checked: what its testbed needs beside sites, and what is put to it. */
export interface ConformancePlan {
  readonly testbed: Pick<TestbedOptions, 'members' | 'accounts' | 'chain' | 'kafka'>;
  /** The deterministic cases. */
  check(testbed: Testbed, options: ConformanceOptions): AsyncIterable<CaseResult>;
  /** Hostile requests, so many for each call of the interface. */
  fuzz(
    testbed: Testbed,
    options: { readonly seed: string; readonly requests: number; readonly signal: AbortSignal },
  ): AsyncIterable<CaseResult>;
}

/** The plan for a subject's system, with fresh keys. */
export function conformancePlan(manifest: Manifest): ConformancePlan {
  return manifest.system === 'operator' ? operatorPlan(manifest) : sequencerPlan(manifest);
}

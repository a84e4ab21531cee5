import type { Plan } from '@plimsoll/history/plan';
import type { Checker } from '../guarantee.ts';

/**
 * A "sometimes" condition (HR-12): something that must have happened at least once for a run to have tested
 * anything. One file each in `sometimes/`, default export; the folder is the registry. Pure, one streaming pass.
 */
export interface Condition {
  /** File name, kebab case; scenarios name it in `required`. */
  readonly id: string;
  /** What happened, as a sentence for the report. */
  readonly text: string;
  /** The only system in which it can happen; left out: in any. */
  readonly system?: string;
  /** Whether this subject can meet it at all; a single node cannot be left for another. Left out: every subject can. */
  readonly possible?: (plan: Plan) => boolean;
  watch(plan: Plan): { readonly on: Checker['on']; hits(): number };
}

import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { markup } from './markup.ts';
import { logo, page } from './page.ts';
import { reportModel } from './report-input.ts';
import type { ReportInput } from './report-input.ts';
import type { Section } from './sections.ts';
import { chain } from './sections/chain.ts';
import { conditionList } from './sections/conditions.ts';
import { faultTable } from './sections/fault-table.ts';
import { guaranteeTable } from './sections/guarantees.ts';
import { load } from './sections/load.ts';
import { notTestedList } from './sections/not-tested.ts';
import { outages } from './sections/outages.ts';
import { receipts } from './sections/receipts.ts';
import { setting } from './sections/setting.ts';
import { timeline } from './sections/timeline.ts';
import { validity } from './sections/validity.ts';
import { verdictBlock } from './sections/verdict-block.ts';
import { witnesses } from './sections/witnesses.ts';

/** In the order of the page: the first screen, then the evidence, then how to do it again. */
const sections: readonly Section[] = [
  verdictBlock,
  faultTable,
  notTestedList,
  witnesses,
  outages,
  timeline,
  load,
  chain,
  guaranteeTable,
  conditionList,
  validity,
  receipts,
  setting,
];

/**
 * report.html of one run: one file, no script, nothing from the network (a content security policy forbids it), light
 * and dark, readable on a phone. Beside the verdict it shows the plan and the environment, if they are at hand.
 */
export function runHtml(
  verdict: RunVerdict,
  context: { readonly plan?: unknown; readonly environment?: unknown } = {},
): string {
  return report({
    verdict,
    ...(context.plan == null ? {} : { plans: [context.plan] }),
    ...(context.environment == null ? {} : { environment: context.environment }),
  });
}

/** The same over all runs of a tier, every figure merged over them. */
export function tierHtml(
  verdict: TierVerdict,
  context: { readonly plans?: readonly unknown[]; readonly environment?: unknown } = {},
): string {
  return report({ verdict, ...context });
}

function report(input: ReportInput): string {
  const model = reportModel(input.verdict);
  const scenarios = [...new Set(model.runs.map((run) => run.scenario))];
  return page(
    `${model.verdict}: ${model.subject.name} – Plimsoll`,
    markup`<header class="top"><span class="brand">${logo}Plimsoll</span><span>${model.tier === undefined ? '' : `tier ${model.tier}: `}${scenarios.length <= 3 ? scenarios.join(', ') : `${scenarios.length} scenarios`}</span>${model.runs.length === 1 ? markup`<span>seed ${model.runs[0]?.seed ?? ''}</span>` : null}</header>
<main>${sections.map((section) => section(model, input))}</main>
<footer>Recomputed from the recorded history; <code>plimsoll judge</code> on a copy of the folder gives the same. Killing a process does not test fsync: the page cache survives it.</footer>`,
  );
}

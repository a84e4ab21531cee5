import { markup, trusted } from './markup.ts';
import { reportModel } from './report-input.ts';
import type { ReportInput } from './report-input.ts';
import type { Section } from './sections.ts';
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
import { style } from './style.ts';

/** In the order of the page: the first screen, then the evidence, then how to do it again. */
const sections: readonly Section[] = [
  verdictBlock,
  faultTable,
  notTestedList,
  witnesses,
  outages,
  timeline,
  load,
  guaranteeTable,
  conditionList,
  validity,
  receipts,
  setting,
];

/**
 * report.html: one file, no script, nothing from the network (a content security policy forbids it), light and dark,
 * readable on a phone. Works for one run and for several.
 */
export function htmlReport(input: ReportInput): string {
  const model = reportModel(input.verdict);
  const scenarios = [...new Set(model.runs.map((run) => run.scenario))];
  return page(
    `${model.verdict}: ${model.subject.name} – Plimsoll`,
    markup`<header class="top"><span class="brand">${logo}Plimsoll</span><span>${model.tier === undefined ? '' : `tier ${model.tier}, `}${scenarios.length <= 3 ? scenarios.join(', ') : `${scenarios.length} scenarios`}</span>${model.runs.length === 1 ? markup`<span>seed ${model.runs[0]?.seed ?? ''}</span>` : null}</header>
<main>${sections.map((section) => section(model, input))}</main>
<footer>Recomputed from the recorded history; <code>plimsoll judge</code> on a copy of the folder gives the same. Killing a process does not test fsync: the page cache survives it.</footer>`,
  );
}

/** A whole page around a body: style, policy, no script. */
export function page(title: string, body: ReturnType<typeof markup>): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title><style>${trusted(style)}</style></head><body>${body}</body></html>
`.text;
}

/** The Plimsoll mark, small. */
export const logo = markup`<svg viewBox="0 0 52 40" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4.5"><circle cx="26" cy="20" r="14"/><path d="M2 20h48"/></svg>`;

import type { Overview } from '@plimsoll/guarantees/overview';
import { layout } from '@plimsoll/history/layout';
import { markup } from './markup.ts';
import { logo, page } from './page.ts';
import { verdictHeading } from './verdict-heading.ts';

/** report.html over several subjects: a line for each, which leads to its own report in the folder beside. */
export function overviewHtml(overview: Overview): string {
  return page(
    `${overview.verdict}: ${overview.subjects.map((one) => one.subject.name).join(', ')} – Plimsoll`,
    markup`<header class="top"><span class="brand">${logo}Plimsoll</span><span>tier ${overview.tier}: ${overview.subjects.length} subjects</span></header>
<main><div class="over">${verdictHeading(overview.verdict)}<p class="of">The worst of the subjects below. Each was run and judged alone.</p></div>
<section id="subjects"><h2>Subjects</h2><table class="cards"><thead><tr><th>subject</th><th>verdict</th><th>in one sentence</th><th>report</th></tr></thead><tbody>${overview.subjects.map(
      (one) =>
        markup`<tr><td>${one.subject.name}<span class="mode">${one.subject.version}${one.subject.profile === undefined ? '' : `, profile ${one.subject.profile}`}</span></td><td data-label="verdict">${one.verdict}</td><td data-label="in one sentence">${one.reason}</td><td data-label="report"><a href="${one.folder}/${layout.report}">report</a></td></tr>`,
    )}</tbody></table></section></main>`,
  );
}

import { markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** What this verdict says nothing about. */
export const notTestedList: Section = (model) => {
  if (model.notTested.length === 0) return null;
  return markup`<section id="not-tested"><h2>Not tested</h2><p class="lead">The verdict says nothing about these.</p>
<ul class="list">${model.notTested.slice(0, 60).map(({ what, why }) => markup`<li><b>${what}</b><span>${why}</span></li>`)}</ul></section>`;
};

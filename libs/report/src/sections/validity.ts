import { count } from '../figures.ts';
import { markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** Whether the evidence is good enough: checks of the harness on itself. */
export const validity: Section = (model) => {
  const checks = model.runs.flatMap((run) => run.validity.map((check) => ({ run, check })));
  if (checks.length === 0) return null;
  const several = model.runs.length > 1;
  return markup`<section id="validity"><h2>Is the evidence good?</h2><p class="lead">Checks of the harness on itself. ${count(model.runs.reduce((sum, run) => sum + run.records.judged, 0))} records judged of ${count(model.runs.reduce((sum, run) => sum + run.records.recorded, 0))} recorded.</p>
<table class="checks"><tbody>${checks
    .toSorted((a, b) => Number(a.check.ok) - Number(b.check.ok))
    .slice(0, 200)
    .map(
      ({ run, check }) =>
        markup`<tr><td><span class="pill ${check.ok ? 'ok' : (check.verdict ?? 'invalid')}">${check.ok ? 'ok' : (check.verdict ?? 'noted')}</span></td><td><b>${check.check}</b><span class="mode">${several ? `${run.scenario}: ` : ''}${check.words}</span></td></tr>`,
    )}</tbody></table></section>`;
};

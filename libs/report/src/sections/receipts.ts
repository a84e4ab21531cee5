import type { TrialResult } from '@plimsoll/guarantees/verdict';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import type { Section } from '../sections.ts';

/** For each trial, what was seen of its fault by a probe that shares nothing with the injector (HR-01). */
export const receipts: Section = (model) => {
  const several = model.runs.length > 1;
  const trials = model.runs.flatMap((run) => run.trials.map((trial) => ({ run, trial })));
  if (trials.length === 0) return null;
  return markup`<section id="receipts"><h2>Receipts</h2><p class="lead">Proof that each fault took hold, and that it was gone again. A trial without one counts for nothing.</p>
<details><summary>${trials.length} trials</summary><table class="cards"><thead><tr><th>trial</th><th>state</th><th>what was seen, seconds of the run</th></tr></thead><tbody>${trials
    .slice(0, 1000)
    .map(({ run, trial }) => line(trial, several ? run.scenario : ''))}</tbody></table></details></section>`;
};

function line(trial: TrialResult, scenario: string): Markup {
  return markup`<tr><td>${scenario} ${trial.trial}: <b>${trial.fault}</b><span class="mode">${trial.target}</span></td><td><span class="pill ${trial.state === 'tested' ? 'tested' : trial.state === 'invalid' ? 'invalid' : 'na'}">${trial.state}</span></td><td class="whole">${trial.reason === undefined ? null : markup`${trial.reason}<br>`}${trial.receipts.map(
    (one) =>
      markup`<span class="mode"><span class="mono">${(one.atMicros / 1e6).toFixed(3)}</span> ${one.step}${one.words === '' ? '' : `: ${one.words}`}</span>`,
  )}</td></tr>`;
}

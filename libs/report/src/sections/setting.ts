import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import { redact } from '../redact.ts';
import type { Section } from '../sections.ts';

const charactersAtMost = 200_000;

/** Environment and expanded plan: what it takes to do it again. */
export const setting: Section = (model, input) => {
  const plans = input.plans ?? [];
  return markup`<section id="setting"><h2>To do it again</h2>
<p class="lead">Subject digest <code>${model.subject.digest}</code>. Seeds: ${model.runs
    .slice(0, 60)
    .map((run, index) => markup`${index > 0 ? ', ' : ''}<code>${run.scenario} ${run.seed}</code>`)}</p>
${input.environment === undefined ? null : fold('Environment', input.environment)}
${plans.slice(0, 20).map((plan, index) => fold(`Plan${plans.length > 1 ? ` ${index + 1}` : ''}, fully expanded`, plan))}</section>`;
};

function fold(title: string, value: unknown): Markup {
  const text = JSON.stringify(redact(value), null, 2);
  const shown =
    text.length > charactersAtMost
      ? `${text.slice(0, charactersAtMost)}\n… ${text.length - charactersAtMost} more characters are in the output folder`
      : text;
  return markup`<details><summary>${title}</summary><pre>${shown}</pre></details>`;
}
